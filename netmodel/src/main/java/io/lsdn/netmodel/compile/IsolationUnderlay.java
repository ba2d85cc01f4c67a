package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.Match;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Ipv6Address;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Subnet;
import java.util.List;

/**
 * Who may send to a learning VXLAN device. The device takes frames of its VNI from everybody, by every interface of the machine,
 * and shows tc no outer source. So the check stands on the underlay interface: a packet to our UDP port with the net's VNI
 * that comes from a phys of the net gets a mark, which stays when the device takes the outer headers off (skb_scrub_packet of
 * net/core/skbuff.c), and what the device brings without that mark is dropped.
 *
 * <p>Where packets can not be marked, those that come from somebody else are dropped on the underlay interface; what comes by
 * other interfaces is not seen then.
 *
 * <p>Of a packet in fragments the first one is looked at: without it the others come to nothing. One that is too short to show
 * the VNI is dropped. In IPv6, extension headers are stepped over; a packet with more of them than anybody sends is dropped.
 */
final class IsolationUnderlay {
    /** On an interface of others, whose filters may be before and behind. */
    static final int PRIO = 17;

    /** {@code BPF_MAXINSNS} of linux/bpf_common.h, less what the cookie takes. */
    private static final int MOST_INSTRUCTIONS = 4096 - 5;

    private static final int ETHERNET = 14;
    private static final int IPV4_FRAGMENT = 20;
    private static final int FRAGMENT_OFFSET = 0x1fff;
    private static final int IPV4_PROTOCOL = 23;
    private static final int IPV4_SOURCE = 26;
    private static final int IPV6_NEXT_HEADER = 20;
    private static final int IPV6_SOURCE = 22;
    private static final int IPV6_HEADER = 40;
    private static final int UDP = 17;

    /** Extension headers of IPv6 (RFC 8200, RFC 4302). */
    private static final int HOP_BY_HOP = 0;

    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION_OPTIONS = 60;
    private static final int MOST_HEADERS = 6;
    private static final int FRAGMENT_HEADER = 8;

    /** Offsets from the UDP header: destination port, and the word whose first 24 bits are VXLAN's VNI (RFC 7348). */
    private static final int PORT = 2;

    private static final int VNI = 12;
    private static final int UDP_AND_VXLAN = 16;

    /** Nobody else's, we hope: the letters {@code lsdn}. */
    private static final int MARK = 0x6c73_646e;

    /** What a program returns. */
    private record Results(int sender, int others, int unrelated) {
        /** In direct action. */
        static final Results DROPPING = new Results(-1, 2, -1);
        /** In front of an action: whether it matches. */
        static final Results MATCHING = new Results(-1, 0, 0);
    }

    private IsolationUnderlay() {}

    /**
     * Nothing for a phys that names no interface, and for a net of more physes than a program can tell.
     *
     * @param tunnel the device, which has a hook for filters
     */
    static List<KernelObject> senders(Attachment a, Settings.Tunnel settings, String tunnel) {
        if (a.phys().interfaceName().isEmpty()) {
            return List.of();
        }
        Results results = a.marks() ? Results.MATCHING : Results.DROPPING;
        Match.Bpf program = program(settings.port(), a.net().vid(), a.remotes(), results);
        if (program.program().size() > MOST_INSTRUCTIONS) {
            return List.of();
        }
        String link = a.phys().interfaceName().get();
        var place = new Filter.Ingress(link);
        if (!a.marks()) {
            return List.of(Isolation.hook(link), Isolation.filter(a, place, 0, PRIO, program));
        }
        return List.of(
                Isolation.hook(link),
                new Filter(place, 0, PRIO, Filter.PROTOCOL_ALL, program, List.of(new Action.SetMark(MARK)), a.cookie()),
                Isolation.filter(a, new Filter.Ingress(tunnel), 0, Isolation.PRIO, marked()));
    }

    private static Match.Bpf marked() {
        return new PolicyProgram()
                .mark()
                .unlessEqual(MARK, "drop")
                .ret(PolicyProgram.Verdict.NEXT_FILTER)
                .label("drop")
                .ret(PolicyProgram.Verdict.DROP)
                .build();
    }

    private static Match.Bpf program(int port, int vni, List<IpAddress> allowed, Results results) {
        var program = new PolicyProgram()
                .half(PolicyProgram.ETHER_TYPE)
                .ifEqual(Isolation.TAGGED, "tagged")
                .ifEqual(Isolation.TAGGED_TWICE, "tagged")
                .ifEqual(PolicyRules.IPV6, "ipv6")
                .unlessEqual(PolicyRules.IPV4, "other")
                .octet(IPV4_PROTOCOL)
                .unlessEqual(UDP, "other")
                .half(IPV4_FRAGMENT)
                .ifAnyBit(FRAGMENT_OFFSET, "other")
                .xIpHeader(ETHERNET)
                .fromX()
                .plus(ETHERNET)
                .toX()
                .jump("udp");
        tagsBehindPriority(program.label("tagged"));
        extensionHeaders(program.label("ipv6"));
        program.label("udp")
                .halfAtX(PORT)
                .unlessEqual(port, "other")
                .length()
                .minusX()
                .unlessAtLeast(UDP_AND_VXLAN, "drop")
                .wordAtX(VNI)
                .shiftRight(8)
                .ifEqual(vni, "sender")
                .label("other")
                .ret(results.unrelated)
                .label("drop")
                .ret(results.others);
        senders(program.label("sender"), allowed, results);
        return program.build();
    }

    /**
     * The kernel takes one tag off before this filter, and behind a tag of VLAN 0, which only gives a priority, it takes off all
     * others of its kind after it ({@code __netif_receive_skb_core} of net/core/dev.c): what they hide would be seen by nobody.
     * One of another VLAN is for that VLAN's device.
     */
    private static void tagsBehindPriority(PolicyProgram program) {
        program.vlanTagPresent()
                .ifEqual(0, "other")
                .vlanTag()
                .and(0xfff)
                .ifEqual(0, "drop")
                .jump("other");
    }

    /** From the IPv6 header to the UDP header: its offset in X. */
    private static void extensionHeaders(PolicyProgram program) {
        program.x(ETHERNET + IPV6_HEADER).octet(IPV6_NEXT_HEADER);
        for (int i = 0; i < MOST_HEADERS; i++) {
            String options = program.newLabel();
            String next = program.newLabel();
            String ahead = program.newLabel();
            String authentication = program.newLabel();
            program.ifEqual(UDP, "udp")
                    .ifEqual(HOP_BY_HOP, options)
                    .ifEqual(ROUTING, options)
                    .ifEqual(DESTINATION_OPTIONS, options)
                    .ifEqual(AUTHENTICATION, authentication)
                    .unlessEqual(FRAGMENT, "other")
                    .halfAtX(2)
                    .and(0xfff8)
                    .unlessEqual(0, "other")
                    .octetAtX(0)
                    .save(0)
                    .fromX()
                    .plus(FRAGMENT_HEADER)
                    .jump(ahead);
            // Lengths in units of 8 bytes, of 4 for authentication; not counting the first 8 bytes.
            program.label(authentication)
                    .octetAtX(0)
                    .save(0)
                    .octetAtX(1)
                    .plus(2)
                    .shiftLeft(2)
                    .jump(next);
            program.label(options).octetAtX(0).save(0).octetAtX(1).plus(1).shiftLeft(3);
            program.label(next).plusX().label(ahead).toX().recall(0);
        }
        program.ifEqual(UDP, "udp").jump("drop");
    }

    private static void senders(PolicyProgram program, List<IpAddress> allowed, Results results) {
        if (!allowed.isEmpty()) {
            boolean ipv4 = switch (allowed.getFirst()) {
                case Ipv4Address _ -> true;
                case Ipv6Address _ -> false;
            };
            program.half(PolicyProgram.ETHER_TYPE)
                    .ifEqual(ipv4 ? PolicyRules.IPV4 : PolicyRules.IPV6, "version")
                    .ret(results.others)
                    .label("version");
            for (IpAddress sender : allowed) {
                String other = program.newLabel();
                program.requireIp(ipv4 ? IPV4_SOURCE : IPV6_SOURCE, new Subnet(sender, sender.bits()), other)
                        .ret(results.sender)
                        .label(other);
            }
        }
        program.ret(results.others);
    }
}
