package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.Match;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Ipv6Address;
import io.lsdn.netmodel.topology.Rule;
import io.lsdn.netmodel.topology.Subnet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A virt's rules of one direction as one program, in the order of their priorities: the first that matches ends. What a
 * rule accepts and what none matches goes on to the next filter, so the program fits in front of anything; and new rules take
 * the place of old ones at one stroke.
 */
final class PolicyRules {
    static final int IPV4 = 0x0800;
    private static final int IPV4_SOURCE = 26;
    private static final int IPV4_DESTINATION = 30;
    static final int IPV6 = 0x86dd;
    private static final int IPV6_SOURCE = 22;
    private static final int IPV6_DESTINATION = 38;

    private PolicyRules() {}

    /** @param rules of one direction, at least one */
    static Match.Bpf program(List<Rule> rules) {
        var program = new PolicyProgram();
        rules.stream().sorted(Comparator.comparingInt(Rule::prio)).forEach(rule -> rule(program, rule));
        return program.ret(PolicyProgram.Verdict.NEXT_FILTER).build();
    }

    private static void rule(PolicyProgram program, Rule rule) {
        String next = program.newLabel();
        ip(rule).ifPresent(type -> program.half(PolicyProgram.ETHER_TYPE).unlessEqual(type, next));
        rule.srcMac().ifPresent(mac -> program.requireMac(PolicyProgram.SOURCE_MAC, mac, next));
        rule.dstMac().ifPresent(mac -> program.requireMac(PolicyProgram.DESTINATION_MAC, mac, next));
        rule.srcIp().ifPresent(ip -> program.requireIp(isIpv4(ip) ? IPV4_SOURCE : IPV6_SOURCE, ip, next));
        rule.dstIp().ifPresent(ip -> program.requireIp(isIpv4(ip) ? IPV4_DESTINATION : IPV6_DESTINATION, ip, next));
        program.ret(
                switch (rule.action()) {
                    case DROP -> PolicyProgram.Verdict.DROP;
                    case ACCEPT -> PolicyProgram.Verdict.NEXT_FILTER;
                });
        program.label(next);
    }

    private static Optional<Integer> ip(Rule rule) {
        return rule.srcIp().or(rule::dstIp).map(s -> isIpv4(s) ? IPV4 : IPV6);
    }

    private static boolean isIpv4(Subnet subnet) {
        return switch (subnet.network()) {
            case Ipv4Address _ -> true;
            case Ipv6Address _ -> false;
        };
    }
}
