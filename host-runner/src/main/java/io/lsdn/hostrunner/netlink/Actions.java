package io.lsdn.hostrunner.netlink;

import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Ipv6Address;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The list of actions in a filter: {@code TCA_ACT_*} of linux/pkt_cls.h, with the parameters of linux/tc_act. Every parameter
 * structure starts with {@code tc_gen}: index, capabilities, verdict, reference count, binding count.
 */
final class Actions {
    private static final int TCA_ACT_KIND = 1;
    private static final int TCA_ACT_OPTIONS = 2;
    private static final int TCA_ACT_COOKIE = 6;

    /** {@code TCA_MIRRED_PARMS}, {@code TCA_GACT_PARMS}, {@code TCA_TUNNEL_KEY_PARMS}. */
    private static final int PARMS = 2;

    private static final int GEN = 20;
    private static final int VERDICT = 8;

    private static final int TC_ACT_UNSPEC = -1;
    private static final int TC_ACT_OK = 0;
    private static final int TC_ACT_SHOT = 2;
    private static final int TC_ACT_PIPE = 3;
    private static final int TC_ACT_STOLEN = 4;
    private static final int TC_ACT_GOTO_CHAIN = 0x2000_0000;
    private static final int CHAIN = 0x0fff_ffff;

    private static final int TCA_EGRESS_REDIR = 1;
    private static final int TCA_EGRESS_MIRROR = 2;

    private static final int TCA_GACT_PROB = 3;

    private static final int TCA_TUNNEL_KEY_ACT_SET = 1;
    private static final int TCA_TUNNEL_KEY_ACT_RELEASE = 2;
    private static final int TCA_TUNNEL_KEY_ENC_IPV4_SRC = 3;
    private static final int TCA_TUNNEL_KEY_ENC_IPV4_DST = 4;
    private static final int TCA_TUNNEL_KEY_ENC_IPV6_SRC = 5;
    private static final int TCA_TUNNEL_KEY_ENC_IPV6_DST = 6;
    private static final int TCA_TUNNEL_KEY_ENC_KEY_ID = 7;
    private static final int TCA_TUNNEL_KEY_ENC_DST_PORT = 9;
    private static final int TCA_TUNNEL_KEY_NO_CSUM = 10;

    private static final int TCA_SKBEDIT_MARK = 5;
    /** What else it may set; we never do. */
    private static final List<Integer> TCA_SKBEDIT_OTHERS = List.of(3, 4, 7, 8, 9);

    private Actions() {}

    static void encode(MessageWriter m, int type, Filter filter, LinkTable links)
            throws LinkTable.UnknownLinkException {
        if (filter.actions().isEmpty()) {
            return;
        }
        Optional<byte[]> said = links.said().of(type, filter);
        if (said.isPresent()) {
            m.raw(said.get());
            return;
        }
        int list = m.begin(type);
        int order = 1;
        for (Action action : filter.actions()) {
            int one = m.begin(order);
            m.attributeString(TCA_ACT_KIND, action.word());
            int options = m.begin(TCA_ACT_OPTIONS | MessageWriter.NESTED);
            parameters(m, action, links);
            m.end(options);
            if (order == 1 && !filter.cookie().isEmpty()) {
                m.attribute(TCA_ACT_COOKIE, HexFormat.of().parseHex(filter.cookie()));
            }
            m.end(one);
            order++;
        }
        m.end(list);
        links.said().put(type, filter, m.since(list));
    }

    private static void parameters(MessageWriter m, Action action, LinkTable links)
            throws LinkTable.UnknownLinkException {
        switch (action) {
            case Action.Mirror(String link) -> mirred(m, TC_ACT_PIPE, TCA_EGRESS_MIRROR, links.index(link));
            case Action.Redirect(String link) -> mirred(m, TC_ACT_STOLEN, TCA_EGRESS_REDIR, links.index(link));
            case Action.TunnelKeySet set -> {
                address(m, set.src(), TCA_TUNNEL_KEY_ENC_IPV4_SRC, TCA_TUNNEL_KEY_ENC_IPV6_SRC);
                address(m, set.dst(), TCA_TUNNEL_KEY_ENC_IPV4_DST, TCA_TUNNEL_KEY_ENC_IPV6_DST);
                m.attributeBe32(TCA_TUNNEL_KEY_ENC_KEY_ID, set.id())
                        .attributeBe16(TCA_TUNNEL_KEY_ENC_DST_PORT, set.dstPort());
                tunnelKey(m, TCA_TUNNEL_KEY_ACT_SET);
            }
            case Action.TunnelKeyUnset _ -> tunnelKey(m, TCA_TUNNEL_KEY_ACT_RELEASE);
            case Action.SetMark(int mark) -> {
                gact(m, TC_ACT_UNSPEC);
                m.attributeU32(TCA_SKBEDIT_MARK, mark);
            }
            case Action.Drop _ -> gact(m, TC_ACT_SHOT);
            case Action.Pass _ -> gact(m, TC_ACT_OK);
            case Action.Continue _ -> gact(m, TC_ACT_UNSPEC);
            case Action.GotoChain(int chain) -> gact(m, TC_ACT_GOTO_CHAIN | chain);
        }
    }

    private static MessageWriter gen(MessageWriter m, int verdict) {
        return m.u32(0).u32(0).u32(verdict).u32(0).u32(0);
    }

    private static void gact(MessageWriter m, int verdict) {
        int parameters = m.begin(PARMS);
        gen(m, verdict).end(parameters);
    }

    private static void mirred(MessageWriter m, int verdict, int what, int index) {
        int parameters = m.begin(PARMS);
        gen(m, verdict).u32(what).u32(index).end(parameters);
    }

    private static void tunnelKey(MessageWriter m, int what) {
        m.attributeU8(TCA_TUNNEL_KEY_NO_CSUM, 0);
        int parameters = m.begin(PARMS);
        gen(m, TC_ACT_PIPE).u32(what).end(parameters);
    }

    private static void address(MessageWriter m, IpAddress address, int ipv4, int ipv6) {
        m.attribute(
                switch (address) {
                    case Ipv4Address _ -> ipv4;
                    case Ipv6Address _ -> ipv6;
                },
                address.bytes());
    }

    /** A list of actions, with the cookie of the first. */
    record Read(List<Action> actions, String cookie) {}

    /** Empty if one of them is none that we ever make. */
    static Optional<Read> decode(Attributes list, LinkTable links) {
        var actions = new ArrayList<Action>();
        String cookie = "";
        for (Attributes.Value value : list.all()) {
            Attributes one = value.nested();
            Optional<Action> action = decode(one.text(TCA_ACT_KIND).orElse(""), one.nested(TCA_ACT_OPTIONS), links);
            if (action.isEmpty()) {
                return Optional.empty();
            }
            Optional<Attributes.Value> mark = one.get(TCA_ACT_COOKIE);
            if (actions.isEmpty() && mark.isPresent()) {
                cookie = HexFormat.of().formatHex(mark.get().bytes());
            }
            actions.add(action.get());
        }
        return Optional.of(new Read(actions, cookie));
    }

    private static Optional<Action> decode(String kind, Attributes options, LinkTable links) {
        Optional<Attributes.Value> parameters = options.get(PARMS);
        if (parameters.isEmpty()) {
            return Optional.empty();
        }
        int verdict = parameters.get().u32(VERDICT);
        return switch (kind) {
            case "mirred" -> mirred(parameters.get(), verdict, links);
            case "tunnel_key" -> tunnelKey(options, parameters.get(), verdict);
            case "skbedit" -> setMark(options, verdict);
            case "gact" -> options.has(TCA_GACT_PROB) ? Optional.empty() : gact(verdict);
            default -> Optional.empty();
        };
    }

    private static Optional<Action> mirred(Attributes.Value parameters, int verdict, LinkTable links) {
        String link = links.name(parameters.u32(GEN + 4));
        return switch (parameters.u32(GEN)) {
            case TCA_EGRESS_MIRROR -> verdict == TC_ACT_PIPE ? Optional.of(new Action.Mirror(link)) : Optional.empty();
            case TCA_EGRESS_REDIR ->
                verdict == TC_ACT_STOLEN ? Optional.of(new Action.Redirect(link)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Action> setMark(Attributes options, int verdict) {
        boolean more = TCA_SKBEDIT_OTHERS.stream().anyMatch(options::has);
        return verdict == TC_ACT_UNSPEC && !more && options.has(TCA_SKBEDIT_MARK)
                ? Optional.of(new Action.SetMark(options.u32(TCA_SKBEDIT_MARK, 0)))
                : Optional.empty();
    }

    private static Optional<Action> gact(int verdict) {
        if ((verdict & ~CHAIN) == TC_ACT_GOTO_CHAIN) {
            return Optional.of(new Action.GotoChain(verdict & CHAIN));
        }
        return switch (verdict) {
            case TC_ACT_SHOT -> Optional.of(new Action.Drop());
            case TC_ACT_OK -> Optional.of(new Action.Pass());
            case TC_ACT_UNSPEC -> Optional.of(new Action.Continue());
            default -> Optional.empty();
        };
    }

    private static Optional<Action> tunnelKey(Attributes options, Attributes.Value parameters, int verdict) {
        if (verdict != TC_ACT_PIPE) {
            return Optional.empty();
        }
        if (parameters.u32(GEN) == TCA_TUNNEL_KEY_ACT_RELEASE) {
            return Optional.of(new Action.TunnelKeyUnset());
        }
        Optional<IpAddress> source = ip(options, TCA_TUNNEL_KEY_ENC_IPV4_SRC, TCA_TUNNEL_KEY_ENC_IPV6_SRC);
        Optional<IpAddress> destination = ip(options, TCA_TUNNEL_KEY_ENC_IPV4_DST, TCA_TUNNEL_KEY_ENC_IPV6_DST);
        Optional<Attributes.Value> id = options.get(TCA_TUNNEL_KEY_ENC_KEY_ID);
        boolean withChecksum = options.u8(TCA_TUNNEL_KEY_NO_CSUM, 0) == 0;
        return source.isPresent() && destination.isPresent() && id.isPresent() && withChecksum
                ? Optional.of(new Action.TunnelKeySet(
                        source.get(), destination.get(), id.get().be32(), options.be16(TCA_TUNNEL_KEY_ENC_DST_PORT, 0)))
                : Optional.empty();
    }

    private static Optional<IpAddress> ip(Attributes options, int ipv4, int ipv6) {
        Optional<IpAddress> four = options.ip(ipv4);
        return four.isPresent() ? four : options.ip(ipv6);
    }
}
