package io.lsdn.tests.scale;

import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Match;
import java.util.List;
import java.util.stream.Collectors;

/** Filters in the words of {@code tc -batch}, cookies included. */
final class TcBatch {
    private TcBatch() {}

    /** A line a filter, in the order of the state. */
    static String add(KernelState state) {
        var text = new StringBuilder();
        for (KernelObject o : state.objects().values()) {
            if (o instanceof Filter f) {
                text.append("filter add ").append(line(f)).append('\n');
            }
        }
        return text.toString();
    }

    /** Removes all filters of the places where the state has some; tc takes a chain at a time. */
    static String removeAll(KernelState state) {
        return state.objects().values().stream()
                .filter(Filter.class::isInstance)
                .map(Filter.class::cast)
                .map(f -> place(f.place()) + " chain " + f.chain())
                .distinct()
                .map(p -> "filter del " + p + "\n")
                .collect(Collectors.joining());
    }

    private static String line(Filter f) {
        return "%s chain %d prio %d protocol %s %s %s"
                .formatted(
                        place(f.place()),
                        f.chain(),
                        f.prio(),
                        f.protocol() == Filter.PROTOCOL_ALL ? "all" : "0x%04x".formatted(f.protocol()),
                        match(f.match()),
                        actions(f));
    }

    private static String place(Filter.Site place) {
        return switch (place) {
            case Filter.Ingress(String link) -> "dev " + link + " ingress";
            case Filter.Egress(String link) -> "dev " + link + " egress";
            case Filter.Block(int number) -> "block " + number;
        };
    }

    private static String match(Match match) {
        return switch (match) {
            case Match.Flower f -> {
                var text = new StringBuilder("flower");
                f.indev().ifPresent(i -> text.append(" indev ").append(i));
                f.dstMac().ifPresent(m -> text.append(" dst_mac " + m.mac() + "/" + m.mask()));
                f.encKeyId().ifPresent(id -> text.append(" enc_key_id ").append(id));
                f.encSrcIp().ifPresent(ip -> text.append(" enc_src_ip ").append(ip));
                yield text.toString();
            }
            case Match.Bpf b ->
                "bpf bytecode '" + b.program().size() + ","
                        + b.program().stream()
                                .map(i -> "%d %d %d %d".formatted(i.code(), i.jt(), i.jf(), i.k() & 0xffff_ffffL))
                                .collect(Collectors.joining(","))
                        + "' direct-action";
            case Match.U32 _, Match.All _, Match.Other _ ->
                throw new IllegalArgumentException("a static net has no " + match);
        };
    }

    private static String actions(Filter f) {
        List<Action> actions = f.actions();
        var text = new StringBuilder();
        for (int i = 0; i < actions.size(); i++) {
            text.append(" action ").append(action(actions.get(i)));
            if (i == 0) {
                text.append(" cookie ").append(f.cookie());
            }
        }
        return text.toString();
    }

    private static String action(Action action) {
        return switch (action) {
            case Action.Mirror(String link) -> "mirred egress mirror dev " + link;
            case Action.Redirect(String link) -> "mirred egress redirect dev " + link;
            case Action.TunnelKeySet s ->
                "tunnel_key set src_ip %s dst_ip %s id %d dst_port %d csum"
                        .formatted(s.src(), s.dst(), s.id(), s.dstPort());
            case Action.TunnelKeyUnset _ -> "tunnel_key unset";
            case Action.SetMark(int mark) -> "skbedit mark %d continue".formatted(mark);
            case Action.Drop _ -> "gact drop";
            case Action.Pass _ -> "gact pass";
            case Action.Continue _ -> "gact continue";
            case Action.GotoChain(int chain) -> "gact goto chain " + chain;
        };
    }
}
