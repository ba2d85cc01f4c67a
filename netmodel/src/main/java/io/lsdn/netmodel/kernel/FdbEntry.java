package io.lsdn.netmodel.kernel;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.MacAddress;
import java.util.Optional;

/**
 * A permanent forwarding entry of a VXLAN device ({@code bridge fdb append MAC dev LINK dst DST self permanent}).
 *
 * @param mac all zero: where unknown destinations go
 * @param dst the remote endpoint
 */
public record FdbEntry(String link, MacAddress mac, Optional<IpAddress> dst) implements KernelObject {
    /** The entry for what no other entry matches. */
    public static final MacAddress DEFAULT_MAC = new MacAddress(0);

    @Override
    public ObjectKey key() {
        return new ObjectKey.OfFdb(link, mac, dst);
    }
}
