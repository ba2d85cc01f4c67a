package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.kernel.Match;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Rule;
import io.lsdn.netmodel.topology.Virt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands between a virt and its net: isolation, port security, rules, rates. The same in every technology; only where it
 * ends differs, in a bridge or in the chain that forwards.
 */
final class Policy {
    /** What a virt's frames do last where they do not go on by themselves. */
    private static final int LAST_PRIO = 0xffff;

    /** On a virt's egress, behind the guard of a static net against reflection. */
    private static final int HOST_PRIO = 2;

    private static final int RULES_PRIO = 3;

    private Policy() {}

    /** The link that stands for a virt towards its net: its interface, or the far end of the pair that shapes what it sends. */
    static Optional<String> port(Attachment a, Virt virt) {
        return Shaping.of(a, virt).map(Shaping::far).or(virt::interfaceName);
    }

    /** Of a virt whose {@link #port} is in a bridge. */
    static List<KernelObject> bridged(Attachment a, Virt virt) {
        if (virt.interfaceName().isEmpty()) {
            return List.of();
        }
        var objects = new ArrayList<>(onItsOwn(a, virt, virt.interfaceName().get()));
        Shaping.of(a, virt).ifPresent(pair -> {
            objects.addAll(Isolation.silent(a, pair.far()));
            objects.add(Shaping.redirect(
                    a, new Filter.Ingress(pair.near()), virt.interfaceName().get()));
        });
        return objects;
    }

    /** All of it on interfaces that no block is shared by. */
    private static List<KernelObject> onItsOwn(Attachment a, Virt virt, String link) {
        Filter.Site from = new Filter.Ingress(link);
        var objects = new ArrayList<KernelObject>();
        objects.add(Isolation.hook(link));
        objects.add(Isolation.fromVirt(a, from, 0, secured(a, virt)));
        objects.addAll(towards(a, virt, link));
        Optional<Shaping> shaping = Shaping.of(a, virt);
        if (shaping.isPresent()) {
            Shaping pair = shaping.get();
            objects.addAll(pair.links(a, virt));
            objects.addAll(rules(a, virt, Rule.Direction.OUT, new Filter.Egress(pair.near()), 0));
            objects.add(Shaping.redirect(a, from, pair.near()));
            objects.add(new LinkSetting.AddrGenMode(link, LinkSetting.AddrGenMode.NONE));
            objects.add(new LinkSetting.Up(link));
        } else {
            objects.addAll(rules(a, virt, Rule.Direction.OUT, from, 0));
        }
        return objects;
    }

    /** Whether a virt of a static net needs a chain of its own in the net's block. */
    static boolean needsChain(Attachment a, Virt virt) {
        return virt.interfaceName().isPresent()
                && virt.rateOut().isEmpty()
                && (secured(a, virt).isPresent()
                        || virt.rules().stream().anyMatch(r -> r.direction() == Rule.Direction.OUT));
    }

    /**
     * Of a virt of a static net. Its {@link #port} has a clsact with the net's block.
     *
     * @param link its interface
     */
    static List<KernelObject> besideBlock(Attachment a, Virt virt, String link) {
        Optional<Shaping> shaping = Shaping.of(a, virt);
        if (shaping.isEmpty()) {
            return towards(a, virt, link);
        }
        var objects = new ArrayList<>(onItsOwn(a, virt, link));
        objects.add(Isolation.notFromHost(a, shaping.get().far(), Isolation.PRIO));
        return objects;
    }

    /**
     * The chain of a virt that {@link #needsChain}.
     *
     * @param chain empty so far, in the net's block
     * @param forward where what it lets through goes
     */
    static List<KernelObject> chain(Attachment a, Virt virt, Filter.Block block, int chain, int forward) {
        var objects = new ArrayList<KernelObject>();
        objects.add(new Filter(
                block,
                chain,
                LAST_PRIO,
                Filter.PROTOCOL_ALL,
                Match.Flower.ANY,
                List.of(new Action.GotoChain(forward)),
                a.cookie()));
        objects.addAll(rules(a, virt, Rule.Direction.OUT, block, chain));
        objects.add(Isolation.fromVirt(a, block, chain, secured(a, virt)));
        return objects;
    }

    /** What stands on the way to a virt, whatever its net: on the egress of its interface, which has a clsact. */
    private static List<KernelObject> towards(Attachment a, Virt virt, String link) {
        var objects = new ArrayList<KernelObject>();
        a.mtu(virt).ifPresent(mtu -> objects.add(new LinkSetting.Mtu(link, mtu)));
        objects.add(Isolation.notFromHost(a, link, HOST_PRIO));
        objects.addAll(rules(a, virt, Rule.Direction.IN, new Filter.Egress(link), 0));
        virt.rateIn().ifPresent(rate -> objects.add(Shaping.shaper(a, link, rate)));
        return objects;
    }

    private static List<KernelObject> rules(
            Attachment a, Virt virt, Rule.Direction direction, Filter.Site place, int chain) {
        List<Rule> rules =
                virt.rules().stream().filter(r -> r.direction() == direction).toList();
        return rules.isEmpty()
                ? List.of()
                : List.of(Isolation.filter(a, place, chain, RULES_PRIO, PolicyRules.program(rules)));
    }

    private static Optional<MacAddress> secured(Attachment a, Virt virt) {
        return virt.portSecurity().orElse(a.net().portSecurity()) ? virt.mac() : Optional.empty();
    }
}
