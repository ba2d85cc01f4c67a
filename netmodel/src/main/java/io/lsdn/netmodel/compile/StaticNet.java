package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.kernel.Match;
import io.lsdn.netmodel.kernel.Qdisc;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Virt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A net of a static technology on one machine: one tc block that its local virts share, which holds where each MAC is. What
 * comes from a virt never reaches the machine's own stack, known destination or not.
 *
 * <p>Chain 0 takes what a virt sends; policies stand between it and {@link #FORWARD}, where the MACs are; {@link #FLOOD} is
 * for what goes to many.
 */
final class StaticNet {
    /** The chain in which policies end: forwarding by destination. */
    static final int FORWARD = 1;
    /** The chain for group addresses. */
    static final int FLOOD = 2;
    /** Chains from here on are free for policies, one a virt. */
    static final int FIRST_POLICY = 16;

    private static final int POLICIES = 1 << 27;

    /** Priorities of chain 0, in the order in which they count. */
    private static final int TAGGED = 1;

    private static final int TAGGED_TWICE = 2;
    private static final int LINK_LOCAL = 3;
    /** Where chain 0 sends a virt's frames to its policy. */
    static final int DISPATCH = 10;

    /** Priorities of {@link #FORWARD}. */
    private static final int GROUP = 1;

    private static final int TABLE = 2;

    /** Priorities of {@link #FLOOD}. */
    private static final int LOCALS = 1;

    private static final int REMOTES = LOCALS + FloodList.PRIORITIES;

    /** Priority of the guard on a virt's clsact egress. */
    static final int REFLECTION = 1;

    private final Attachment a;
    private final Settings.Tunnel settings;
    private final String tunnel;
    private final List<StaticPort> ports;
    private final Chain block;

    private StaticNet(Attachment a, Settings.Tunnel settings, String tunnel, List<StaticPort> ports) {
        this.a = a;
        this.settings = settings;
        this.tunnel = tunnel;
        this.ports = ports;
        this.block = new Chain(new Filter.Block(a.block(settings)), 0, a.cookie());
    }

    /** @param tunnel the metadata device of its technology and port */
    static List<KernelObject> compile(Attachment a, Settings.Tunnel settings, String tunnel) {
        var ports = new ArrayList<StaticPort>();
        for (Virt v : a.localVirts()) {
            v.interfaceName()
                    .ifPresent(i -> ports.add(
                            new StaticPort(v.name(), i, Policy.port(a, v).orElseThrow(), mac(v))));
        }
        if (ports.isEmpty()) {
            // A block lives by the links that share it, and nobody here takes what a tunnel brings.
            return List.of();
        }
        var net = new StaticNet(a, settings, tunnel, ports);
        var objects = new ArrayList<KernelObject>();
        ports.forEach(p -> objects.addAll(net.port(p)));
        objects.addAll(net.forward());
        objects.addAll(net.flood());
        objects.addAll(net.dispatch());
        objects.addAll(net.policies());
        objects.addAll(net.arrivals());
        ports.forEach(p -> objects.add(new LinkSetting.Up(p.link())));
        return objects;
    }

    private static MacAddress mac(Virt v) {
        return v.mac().orElseThrow(() -> new IllegalArgumentException("validation lets no virt without mac through"));
    }

    private List<KernelObject> port(StaticPort p) {
        var own = new Chain(new Filter.Egress(p.link()), 0, a.cookie());
        return List.of(
                new LinkSetting.AddrGenMode(p.link(), LinkSetting.AddrGenMode.NONE),
                new Qdisc(p.entry(), new Qdisc.Clsact(Optional.of(a.block(settings)), Optional.empty())),
                // A copy for everybody is one for its sender too; it still has the link by which it came in.
                own.filter(REFLECTION, Match.Flower.indev(p.entry()), List.of(new Action.Drop())));
    }

    /** Where each MAC is; an unknown one is nowhere. */
    private List<KernelObject> forward() {
        Chain forward = block.chain(FORWARD);
        var objects = new ArrayList<KernelObject>();
        objects.add(forward.dropRest());
        for (StaticPort p : ports) {
            objects.add(to(forward, p.mac(), List.of(new Action.Redirect(p.link()))));
        }
        // One list of actions a phys, however many virts it has.
        var ways = new HashMap<String, List<Action>>();
        for (Virt v : a.net().virts().values()) {
            if (!v.phys().equals(a.phys().name())) {
                objects.add(to(forward, mac(v), ways.computeIfAbsent(v.phys(), this::wayTo)));
            }
        }
        objects.add(forward.filter(
                GROUP, Match.Flower.dstMac(Match.MaskedMac.group()), List.of(new Action.GotoChain(FLOOD))));
        return objects;
    }

    private static Filter to(Chain chain, MacAddress mac, List<Action> actions) {
        return chain.filter(TABLE, Match.Flower.dstMac(Match.MaskedMac.exactly(mac)), actions);
    }

    private List<Action> wayTo(String phys) {
        return List.of(keyTo(a.topology().phys(phys)), new Action.Redirect(tunnel));
    }

    private Action keyTo(Phys remote) {
        IpAddress ip = remote.ip()
                .orElseThrow(() -> new IllegalArgumentException("validation lets no phys without ip through"));
        return new Action.TunnelKeySet(a.ip(), ip, a.net().vid(), settings.port());
    }

    private List<KernelObject> flood() {
        Chain flood = block.chain(FLOOD);
        var objects = new ArrayList<KernelObject>();
        objects.add(flood.dropRest());
        objects.addAll(FloodList.filters(flood, LOCALS, List.of(), localCopies()));
        Map<String, List<Action>> remotes = new LinkedHashMap<>();
        for (String name : a.net().attach()) {
            if (!name.equals(a.phys().name())) {
                remotes.put(name, List.of(keyTo(a.topology().phys(name)), new Action.Mirror(tunnel)));
            }
        }
        objects.addAll(FloodList.filters(flood, REMOTES, List.of(), remotes));
        return objects;
    }

    private Map<String, List<Action>> localCopies() {
        Map<String, List<Action>> copies = new LinkedHashMap<>();
        ports.forEach(p -> copies.put(p.name(), List.of(new Action.Mirror(p.link()))));
        return copies;
    }

    /** Tagged frames would pass policies unseen; the 16 link-local groups (IEEE 802.1D, 7.12.6) end at every bridge. */
    private List<KernelObject> dispatch() {
        return List.of(
                block.dropProtocol(TAGGED, ETH_P_8021Q),
                block.dropProtocol(TAGGED_TWICE, ETH_P_8021AD),
                block.filter(
                        LINK_LOCAL, Match.Flower.dstMac(Match.MaskedMac.linkLocalGroups()), List.of(new Action.Drop())),
                block.sendRest(FORWARD));
    }

    /** Chain 0 sends the frames of a virt with a policy through it before they are forwarded. */
    private List<KernelObject> policies() {
        var objects = new ArrayList<KernelObject>();
        List<Virt> apart =
                a.localVirts().stream().filter(v -> Policy.needsChain(a, v)).toList();
        Map<String, Integer> chains =
                StableNumbers.assign(apart.stream().map(Virt::name).toList(), FIRST_POLICY, POLICIES);
        for (Virt v : apart) {
            int own = Objects.requireNonNull(chains.get(v.name()));
            objects.addAll(Policy.chain(a, v, (Filter.Block) block.place(), own, FORWARD));
            objects.add(block.filter(
                    DISPATCH, Match.Flower.indev(v.interfaceName().orElseThrow()), List.of(new Action.GotoChain(own))));
        }
        for (Virt v : a.localVirts()) {
            v.interfaceName().ifPresent(i -> objects.addAll(Policy.besideBlock(a, v, i)));
        }
        return objects;
    }

    private static final int ETH_P_8021Q = 0x8100;
    private static final int ETH_P_8021AD = 0x88a8;

    /** What the tunnel brings from the net's other physes, to the virts here and never back into a tunnel. */
    private List<KernelObject> arrivals() {
        var objects = new ArrayList<KernelObject>();
        Chain arrival = StaticTunnel.ingress(a, tunnel).chain(StaticTunnel.arrival(a.net()));
        Chain copies = arrival.chain(StaticTunnel.copies(a.net()));
        var unset = new Action.TunnelKeyUnset();
        objects.add(copies.dropRest());
        objects.addAll(FloodList.filters(copies, LOCALS, List.of(unset), localCopies()));
        objects.add(arrival.dropRest());
        for (StaticPort p : ports) {
            objects.add(to(arrival, p.mac(), List.of(unset, new Action.Redirect(p.link()))));
        }
        objects.add(arrival.filter(
                GROUP, Match.Flower.dstMac(Match.MaskedMac.group()), List.of(new Action.GotoChain(copies.number()))));
        objects.addAll(StaticTunnel.admissions(a, tunnel));
        return objects;
    }
}
