package io.lsdn.netmodel.kernel;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Subnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Kernel objects as a person knows them: in the words that ip(8), bridge(8) and tc(8) would make them with. */
public final class Description {
    private Description() {}

    /** One line. */
    public static String of(KernelObject object) {
        return switch (object) {
            case Link l -> "link " + l.name() + " " + kind(l.kind());
            case LinkSetting s -> "link " + s.link() + " " + setting(s);
            case FdbEntry f -> "fdb " + f.mac() + " dev " + f.link() + word(" dst ", f.dst());
            case Qdisc q -> "qdisc dev " + q.link() + " " + qdisc(q.kind());
            case Filter f -> filter(f);
        };
    }

    private static String kind(LinkKind kind) {
        return "type " + kind.word()
                + switch (kind) {
                    case LinkKind.Bridge b -> " mcast_snooping " + (b.mcastSnooping() ? 1 : 0);
                    case LinkKind.Vxlan v -> vxlan(v);
                    case LinkKind.VxlanExternal v -> " external dstport " + v.port();
                    case LinkKind.Geneve g -> " id " + g.vni() + " remote " + g.remote() + " dstport " + g.port();
                    case LinkKind.GeneveExternal g -> " external dstport " + g.port();
                    case LinkKind.Vlan v -> " id " + v.vid() + " link " + v.parent();
                    case LinkKind.Veth v -> " peer name " + v.peer();
                };
    }

    private static String vxlan(LinkKind.Vxlan v) {
        return " id " + v.vni() + word(" local ", v.local()) + word(" group ", v.group()) + word(" dev ", v.dev())
                + " dstport " + v.port() + (v.learning() ? "" : " nolearning");
    }

    private static String setting(LinkSetting setting) {
        return switch (setting) {
            case LinkSetting.Master m -> "master " + m.bridge();
            case LinkSetting.Up _ -> "up";
            case LinkSetting.Mtu m -> "mtu " + m.mtu();
            case LinkSetting.AddrGenMode m -> "addrgenmode " + addrGenMode(m.mode());
            case LinkSetting.Isolated _ -> "isolated on";
        };
    }

    private static String addrGenMode(int mode) {
        return switch (mode) {
            case 0 -> "eui64";
            case LinkSetting.AddrGenMode.NONE -> "none";
            case 2 -> "stable_secret";
            case 3 -> "random";
            default -> Integer.toString(mode);
        };
    }

    private static String qdisc(Qdisc.Kind kind) {
        return switch (kind) {
            case Qdisc.Clsact c ->
                "clsact" + word(" ingress_block ", c.ingressBlock()) + word(" egress_block ", c.egressBlock());
            case Qdisc.Tbf t ->
                "root tbf rate " + t.rate() + "bps burst " + t.burst() + "b limit " + t.limit() + "b"
                        + t.peakRate().map(r -> " peakrate " + r + "bps").orElse("") + word(" mtu ", t.mtu());
            case Qdisc.Other o -> (o.isIngress() ? "" : "root ") + o.word();
        };
    }

    private static String filter(Filter f) {
        String place = switch (f.place()) {
            case Filter.Ingress i -> "dev " + i.link() + " ingress";
            case Filter.Egress e -> "dev " + e.link() + " egress";
            case Filter.Block b -> "block " + b.number();
        };
        String direct = f.match() instanceof Match.Bpf && f.actions().isEmpty() ? " direct-action" : "";
        return "filter " + place + " chain " + f.chain() + " pref " + f.prio() + " protocol " + protocol(f.protocol())
                + " " + f.match().word() + match(f.match()) + direct + actions(f.actions());
    }

    /** tc's words for the EtherTypes of linux/if_ether.h that are used here. */
    private static String protocol(int protocol) {
        return switch (protocol) {
            case Filter.PROTOCOL_ALL -> "all";
            case 0x0800 -> "ip";
            case 0x0806 -> "arp";
            case 0x86dd -> "ipv6";
            case 0x8100 -> "802.1Q";
            case 0x88a8 -> "802.1ad";
            default -> String.format("0x%04x", protocol);
        };
    }

    private static String match(Match match) {
        return switch (match) {
            case Match.Flower f -> flower(f);
            case Match.Bpf b -> " bytecode " + b.program().size() + " instructions";
            case Match.U32 u -> u32(u);
            case Match.All _, Match.Other _ -> "";
        };
    }

    private static String flower(Match.Flower f) {
        return word(" indev ", f.indev())
                + f.srcMac().map(m -> " src_mac " + masked(m)).orElse("")
                + f.dstMac().map(m -> " dst_mac " + masked(m)).orElse("")
                + subnet(" src_ip ", f.srcIp())
                + subnet(" dst_ip ", f.dstIp())
                + word(" enc_key_id ", f.encKeyId())
                + word(" enc_src_ip ", f.encSrcIp());
    }

    private static String masked(Match.MaskedMac m) {
        return m.equals(Match.MaskedMac.exactly(m.mac())) ? m.mac().toString() : m.mac() + "/" + m.mask();
    }

    private static String subnet(String word, Optional<Subnet> subnet) {
        return subnet.map(s -> word + s).orElse("");
    }

    private static String u32(Match.U32 u) {
        var out = new StringBuilder();
        for (Match.U32.Word w : u.words()) {
            out.append(String.format(" match u32 0x%08x 0x%08x at %d", w.value(), w.mask(), w.offset()));
        }
        return out.toString();
    }

    private static String actions(List<Action> actions) {
        var words = new ArrayList<String>();
        for (Action a : actions) {
            words.add(action(a));
        }
        return words.isEmpty() ? "" : " action " + String.join(", ", words);
    }

    private static String action(Action action) {
        return switch (action) {
            case Action.Mirror m -> "mirred egress mirror dev " + m.link();
            case Action.Redirect r -> "mirred egress redirect dev " + r.link();
            case Action.TunnelKeySet t -> tunnelKey(t.src(), t.dst(), t.id(), t.dstPort());
            case Action.TunnelKeyUnset _ -> "tunnel_key unset";
            case Action.SetMark m -> String.format("skbedit mark 0x%x continue", m.mark());
            case Action.Drop _ -> "drop";
            case Action.Pass _ -> "pass";
            case Action.Continue _ -> "continue";
            case Action.GotoChain g -> "goto chain " + g.chain();
        };
    }

    private static String tunnelKey(IpAddress src, IpAddress dst, int id, int port) {
        return "tunnel_key set src_ip " + src + " dst_ip " + dst + " id " + id + " dst_port " + port + " csum";
    }

    private static String word(String word, Optional<?> value) {
        return value.map(v -> word + v).orElse("");
    }
}
