package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.Match;
import io.lsdn.netmodel.kernel.Qdisc;
import io.lsdn.netmodel.topology.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What keeps virts and the host's own stack apart. Programs in direct action, so that a kernel needs no more than clsact and
 * {@code bpf} for it.
 */
final class Isolation {
    /** Before all that others of our filters do. */
    static final int PRIO = 1;

    static final int TAGGED = 0x8100;
    static final int TAGGED_TWICE = 0x88a8;
    /** IEEE 802.1D: 01-80-C2-00-00-00 to -0F are never forwarded, so a bridge hands them to its host. */
    private static final int LINK_LOCAL = 0x0180_c200;
    /** {@code PACKET_HOST}: from this host's stack, or to it. */
    private static final int OF_HOST = 0;

    private static final int IPV4_PROTOCOL = 23;
    private static final int ICMP = 1;
    /** Behind an IPv4 header without options. */
    private static final int ICMP_TYPE = 34;
    /** Type 3, code 4 (RFC 792). */
    private static final int FRAGMENTATION_NEEDED = 0x0304;

    private static final int IPV6_NEXT_HEADER = 20;
    private static final int ICMPV6 = 58;
    private static final int ICMPV6_TYPE = 54;
    /** RFC 4443. */
    private static final int PACKET_TOO_BIG = 2;

    private static final Match.Bpf EVERYTHING =
            new PolicyProgram().ret(PolicyProgram.Verdict.DROP).build();

    private Isolation() {}

    /** Our own hook for filters. */
    static Qdisc hook(String link) {
        return new Qdisc(link, new Qdisc.Clsact(Optional.empty(), Optional.empty()));
    }

    /** Nothing goes up from a bridge to the host, and nothing of the host's enters it. */
    static List<KernelObject> bridge(Attachment a, String bridge) {
        return List.of(
                hook(bridge),
                filter(a, new Filter.Ingress(bridge), 0, PRIO, EVERYTHING),
                filter(a, new Filter.Egress(bridge), 0, PRIO, EVERYTHING));
    }

    /**
     * What the host itself sends by a link goes nowhere; what it forwards does. A VXLAN device's word to a sender that its packet
     * is too big (vxlan_encap_bypass of drivers/net/vxlan) looks like the host's, and is let through.
     */
    static Filter notFromHost(Attachment a, String link, int prio) {
        Match.Bpf program = new PolicyProgram()
                .packetType()
                .unlessEqual(OF_HOST, "forwarded")
                .half(PolicyProgram.ETHER_TYPE)
                .unlessEqual(PolicyRules.IPV4, "not IPv4")
                .octet(IPV4_PROTOCOL)
                .unlessEqual(ICMP, "drop")
                .half(ICMP_TYPE)
                .ifEqual(FRAGMENTATION_NEEDED, "forwarded")
                .label("not IPv4")
                .half(PolicyProgram.ETHER_TYPE)
                .unlessEqual(PolicyRules.IPV6, "drop")
                .octet(IPV6_NEXT_HEADER)
                .unlessEqual(ICMPV6, "drop")
                .octet(ICMPV6_TYPE)
                .ifEqual(PACKET_TOO_BIG, "forwarded")
                .label("drop")
                .ret(PolicyProgram.Verdict.DROP)
                .label("forwarded")
                .ret(PolicyProgram.Verdict.NEXT_FILTER)
                .build();
        return filter(a, new Filter.Egress(link), 0, prio, program);
    }

    /**
     * What a virt may not send anywhere: tagged frames, which would pass rules unseen and could enter a VLAN on the wire,
     * link-local multicast, and with {@code port_security} what has another source.
     *
     * @param only the one source that is let through; empty for any
     */
    static Filter fromVirt(Attachment a, Filter.Site place, int chain, Optional<MacAddress> only) {
        var program = new PolicyProgram()
                .vlanTagPresent()
                .unlessEqual(0, "drop")
                .half(PolicyProgram.ETHER_TYPE)
                .ifEqual(TAGGED, "drop")
                .ifEqual(TAGGED_TWICE, "drop")
                .word(PolicyProgram.DESTINATION_MAC)
                .unlessEqual(LINK_LOCAL, "forwardable")
                .half(PolicyProgram.DESTINATION_MAC + 4)
                .and(0xfff0)
                .ifEqual(0, "drop")
                .label("forwardable");
        only.ifPresent(mac -> program.requireMac(PolicyProgram.SOURCE_MAC, mac, "drop"));
        program.ret(PolicyProgram.Verdict.NEXT_FILTER).label("drop").ret(PolicyProgram.Verdict.DROP);
        return filter(a, place, chain, PRIO, program.build());
    }

    /** A program in direct action: its result is the verdict. */
    static Filter filter(Attachment a, Filter.Site place, int chain, int prio, Match.Bpf program) {
        return new Filter(place, chain, prio, Filter.PROTOCOL_ALL, program, List.of(), a.cookie());
    }

    /** The hook of a link with what keeps the host from sending by it. */
    static List<KernelObject> silent(Attachment a, String link) {
        var objects = new ArrayList<KernelObject>();
        objects.add(hook(link));
        objects.add(notFromHost(a, link, PRIO));
        return objects;
    }
}
