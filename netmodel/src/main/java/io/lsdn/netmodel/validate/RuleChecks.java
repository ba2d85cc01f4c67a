package io.lsdn.netmodel.validate;

import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Rule;
import io.lsdn.netmodel.topology.Subnet;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Rules: tc flower has one mask a priority, so rules of one priority match the same fields under the same masks. */
final class RuleChecks {
    /** {@code BPF_MAXINSNS} of linux/bpf_common.h, less the end of the program and our mark. */
    private static final int MOST_INSTRUCTIONS = 4090;

    private RuleChecks() {}

    static void check(Topology t, Consumer<Problem> found) {
        for (Net net : t.nets().values()) {
            net.virts().values().forEach(v -> rules(net, v, found));
        }
    }

    private static void rules(Net net, Virt virt, Consumer<Problem> found) {
        Map<Place, Map<Matched, Integer>> byPlace = new HashMap<>();
        for (Rule.Direction direction : Rule.Direction.values()) {
            size(direction, virt, ObjectPath.virt(net.name(), virt.name()).child("rules"), found);
        }
        for (int i = 0; i < virt.rules().size(); i++) {
            Rule rule = virt.rules().get(i);
            ObjectPath rules = ObjectPath.virt(net.name(), virt.name()).child("rules");
            ObjectPath path = rules.child(Integer.toString(i));
            alone(rule, path, found);
            Map<Matched, Integer> earlier =
                    byPlace.computeIfAbsent(new Place(rule.direction(), rule.prio()), _ -> new HashMap<>());
            Integer equal = earlier.putIfAbsent(new Matched(rule), i);
            if (equal != null) {
                found.accept(duplicate(virt.rules().get(equal), rule, path, rules.child(equal.toString())));
            } else {
                int first = earlier.values().stream().min(Integer::compare).orElseThrow();
                clash(virt.rules().get(first), rule, path, rules.child(Integer.toString(first)))
                        .ifPresent(found);
            }
        }
    }

    private static void size(Rule.Direction direction, Virt virt, ObjectPath path, Consumer<Problem> found) {
        int size = virt.rules().stream()
                .filter(r -> r.direction() == direction)
                .mapToInt(RuleChecks::instructions)
                .sum();
        if (size > MOST_INSTRUCTIONS) {
            found.accept(Problem.of(
                    ProblemCode.RULES_TOO_MANY,
                    path,
                    "the rules of direction " + direction.name().toLowerCase(Locale.ROOT) + " need " + size
                            + " instructions of the kernel's " + MOST_INSTRUCTIONS,
                    "an IPv4 subnet takes 3, an IPv6 one up to 12, an address of Ethernet 4, a rule 3: join subnets, or spread"
                            + " the rules over the virts that they are for"));
        }
    }

    /** At most, for the program that a direction's rules become. */
    private static int instructions(Rule rule) {
        int macs = (rule.srcMac().isPresent() ? 1 : 0) + (rule.dstMac().isPresent() ? 1 : 0);
        return 3 + 4 * macs + subnet(rule.srcIp()) + subnet(rule.dstIp());
    }

    private static int subnet(Optional<Subnet> subnet) {
        return subnet.map(s -> s.network().bits() / 32 * 3).orElse(0);
    }

    private static void alone(Rule rule, ObjectPath path, Consumer<Problem> found) {
        if (rule.prio() < 0 || rule.prio() > 0xffff) {
            found.accept(Problem.of(
                    ProblemCode.RULE_PRIO_OUT_OF_RANGE,
                    path.child("prio"),
                    rule.prio() + " is not a priority",
                    "0 to 65535 is"));
        }
        if (rule.srcIp().isPresent()
                && rule.dstIp().isPresent()
                && !rule.srcIp().get().network().sameVersion(rule.dstIp().get().network())) {
            found.accept(Problem.of(
                    ProblemCode.RULE_IP_VERSIONS_MIXED,
                    path,
                    "src_ip " + rule.srcIp().get() + " and dst_ip "
                            + rule.dstIp().get() + " have different IP versions: no frame matches both",
                    "write one rule for each version"));
        }
    }

    private static Problem duplicate(Rule first, Rule rule, ObjectPath path, ObjectPath firstPath) {
        return Problem.clash(
                ProblemCode.RULE_DUPLICATE,
                path,
                "the rule of priority " + rule.prio() + " that matches " + targets(rule) + " stands twice"
                        + (first.action() == rule.action() ? "" : ", once to drop and once to accept"),
                "remove one",
                firstPath);
    }

    private static Optional<Problem> clash(Rule first, Rule rule, ObjectPath path, ObjectPath firstPath) {
        return targets(first).equals(targets(rule))
                ? Optional.empty()
                : Optional.of(Problem.clash(
                        ProblemCode.RULE_PRIO_CLASH,
                        path,
                        "two rules of direction " + rule.direction().name().toLowerCase(Locale.ROOT) + " and priority "
                                + rule.prio() + " match differently: one " + targets(first) + ", this one "
                                + targets(rule),
                        "rules of one priority match the same fields with the same prefix lengths; give this one its own prio",
                        firstPath));
    }

    /** The fields that a rule matches with their masks: {@code src_ip IPv4/24 and dst_mac}. */
    private static String targets(Rule rule) {
        List<String> targets = new ArrayList<>();
        rule.srcIp().ifPresent(s -> targets.add("src_ip " + mask(s)));
        rule.dstIp().ifPresent(s -> targets.add("dst_ip " + mask(s)));
        rule.srcMac().ifPresent(_ -> targets.add("src_mac"));
        rule.dstMac().ifPresent(_ -> targets.add("dst_mac"));
        return targets.isEmpty() ? "everything" : String.join(" and ", targets);
    }

    private static String mask(Subnet subnet) {
        return (subnet.network().bits() == 32 ? "IPv4/" : "IPv6/") + subnet.prefix();
    }

    private record Place(Rule.Direction direction, int prio) {}

    private record Matched(Object srcIp, Object dstIp, Object srcMac, Object dstMac) {
        Matched(Rule rule) {
            this(rule.srcIp(), rule.dstIp(), rule.srcMac(), rule.dstMac());
        }
    }
}
