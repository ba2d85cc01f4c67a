package io.lsdn.netmodel.kernel;

import io.lsdn.netmodel.topology.IpAddress;

/** What a filter does with a packet. */
public sealed interface Action {
    /** iproute2's word for what does it, which is the kernel's {@code TCA_ACT_KIND}. */
    default String word() {
        return switch (this) {
            case Mirror _, Redirect _ -> "mirred";
            case TunnelKeySet _, TunnelKeyUnset _ -> "tunnel_key";
            case SetMark _ -> "skbedit";
            case Drop _, Pass _, Continue _, GotoChain _ -> "gact";
        };
    }

    /** A copy leaves by the link ({@code mirred egress mirror}). */
    record Mirror(String link) implements Action {}

    /** It leaves by the link ({@code mirred egress redirect}). */
    record Redirect(String link) implements Action {}

    /** The tunnel's metadata for what follows ({@code tunnel_key set … csum}). */
    record TunnelKeySet(IpAddress src, IpAddress dst, int id, int dstPort) implements Action {}

    /** No tunnel metadata any more. */
    record TunnelKeyUnset() implements Action {}

    /** The packet's mark, for what looks at it after this; then the next priority ({@code skbedit mark … continue}). */
    record SetMark(int mark) implements Action {}

    /** {@code gact drop}. */
    record Drop() implements Action {}

    /** {@code gact pass}: filtering ends here. */
    record Pass() implements Action {}

    /** {@code gact continue}: the next priority. */
    record Continue() implements Action {}

    /** {@code gact goto chain}. */
    record GotoChain(int chain) implements Action {}
}
