package io.lsdn.hostrunner.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.hostrunner.apply.LinkFacts;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.hostrunner.fake.Topologies;
import io.lsdn.netmodel.compile.Compiler;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.kernel.Qdisc;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Subnet;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each thing that a machine can have against a model, with the code and the words that its user sees. */
class PreflightTest {
    private static final IpAddress ADDRESS = Topologies.ip(0);

    private final Map<String, LinkFacts> links = new LinkedHashMap<>();
    private final List<KernelObject> objects = new ArrayList<>();
    private boolean marksPackets = true;
    private Surroundings surroundings = new Surroundings(Optional.empty(), Set.of(), false, 20);

    PreflightTest() {
        link("eth0", 1500, Optional.empty(), ADDRESS);
        link("eth1", 1500, Optional.empty());
        link("tap0", 1450, Optional.empty());
    }

    private void link(String name, int mtu, Optional<String> master, IpAddress... addresses) {
        var with = new LinkedHashMap<IpAddress, Subnet>();
        for (IpAddress a : addresses) {
            with.put(a, new Subnet(a, 24));
        }
        links.put(
                name,
                new LinkFacts(
                        name,
                        links.size() + 1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        mtu,
                        true,
                        master,
                        with,
                        Map.of()));
    }

    private void tunnel(String name, String kind, Map<String, String> attributes) {
        links.put(
                name,
                new LinkFacts(
                        name,
                        99,
                        Optional.of(kind),
                        Optional.empty(),
                        Optional.empty(),
                        1450,
                        true,
                        Optional.empty(),
                        Map.of(),
                        attributes));
    }

    private Preflight check(Topology topology, String claimed) {
        var actual = new Observation(links, KernelState.of(objects), marksPackets);
        KernelState desired = new Assignment(topology, Set.of(claimed)).asked(actual);
        return Preflight.check(topology, Set.of(claimed), desired, actual, surroundings, false);
    }

    private static Topology e2e() {
        return Topologies.e2e("tap0");
    }

    private static Topology with(Settings settings) {
        Topology e2e = e2e();
        return new Topology("lsdn", Map.of("default", settings), e2e.physes(), e2e.nets());
    }

    private static void assertSays(String code, String message, List<Fault> faults) {
        assertEquals(
                List.of(code + ": " + message),
                faults.stream().map(f -> f.code() + ": " + f.message()).toList());
        faults.forEach(f -> assertTrue(!f.hint().isEmpty(), f.code() + " says what to do"));
    }

    @Test
    void a_machine_that_has_all_has_nothing_against_it() {
        assertEquals(new Preflight(List.of(), List.of()), check(e2e(), "a"));
    }

    @Test
    void the_underlay_address_is_missing() {
        link("eth0", 1500, Optional.empty());
        assertSays(
                "underlay-address-missing",
                "phys a: no interface here has its address 172.16.0.1",
                check(e2e(), "a").errors());
    }

    @Test
    void the_underlay_interface_is_missing() {
        links.remove("eth0");
        assertSays(
                "underlay-interface-missing",
                "phys a: there is no interface eth0 here",
                check(with(new Settings.Vlan("default")), "a").errors());
    }

    @Test
    void a_virts_interface_is_missing() {
        links.remove("tap0");
        assertSays(
                "virt-interface-missing",
                "virt v-tap0 of net shop: there is no interface tap0 here",
                check(e2e(), "a").errors());
    }

    @Test
    void a_virts_mtu_is_above_what_the_overlay_carries() {
        link("tap0", 1500, Optional.empty());
        assertSays(
                "mtu-above-overlay",
                "net shop: vxlan/e2e over a's MTU of 1500 carries 1450 bytes, and larger is the MTU of v-tap0 (tap0, 1500)",
                check(e2e(), "a").warnings());
        Topology plain = e2e();
        Net shop = plain.nets().values().iterator().next();
        var set = new Net("shop", 7, "default", shop.attach(), shop.virts(), false, true);
        assertEquals(
                List.of(),
                check(new Topology("lsdn", plain.settings(), plain.physes(), Map.of("shop", set)), "a")
                        .warnings());
    }

    @Test
    void bridged_packets_go_through_iptables() {
        surroundings = new Surroundings(Optional.empty(), Set.of(), true, 20);
        assertSays(
                "bridge-netfilter",
                "net.bridge.bridge-nf-call-* is set (Docker does so): this host's iptables rules see bridged packets",
                check(e2e(), "a").warnings());
        assertEquals(
                List.of(),
                check(with(new Settings.VxlanE2e("default", 4789)), "b").errors().stream()
                        .filter(f -> f.code().startsWith("bridge"))
                        .toList());
    }

    @Test
    void the_controllers_own_path_would_be_cut() {
        surroundings = new Surroundings(Optional.of(ADDRESS), Set.of(), false, 20);
        assertSays(
                "controller-path",
                "phys a: eth0 carries the controller's own connection (172.16.0.1); as a bridge port it would cut this host"
                        + " off",
                check(with(new Settings.Direct("default")), "a").errors());
    }

    @Test
    void an_interface_of_a_direct_net_has_an_address() {
        assertSays(
                "underlay-has-address",
                "phys a: eth0 has the address 172.16.0.1; as a bridge port it no longer answers there",
                check(with(new Settings.Direct("default")), "a").warnings());
    }

    @Test
    void frames_come_by_other_interfaces_where_the_kernel_can_not_mark_those_that_do_not() {
        marksPackets = false;
        assertEquals(List.of(), check(e2e(), "a").warnings());
        link("eth1", 1500, Optional.empty(), Topologies.ip(9));
        assertSays(
                "net-trusts-underlay",
                "net shop: vxlan/e2e takes frames from whoever reaches this host by another interface than eth0, as its"
                        + " kernel has no tc action 'skbedit' (CONFIG_NET_ACT_SKBEDIT)",
                check(e2e(), "a").warnings());
    }

    @Test
    void frames_may_come_by_other_interfaces_where_the_address_is_on_another_one() {
        link("eth0", 1500, Optional.empty());
        link("eth1", 1500, Optional.empty(), ADDRESS);
        assertSays(
                "net-trusts-underlay",
                "net shop: vxlan/e2e takes frames from whoever reaches this host by another interface than eth0, as the"
                        + " address of phys a is not on eth0",
                check(e2e(), "a").warnings());
    }

    @Test
    void a_name_of_ours_is_in_use() {
        KernelState desired = Compiler.compile(e2e(), Set.of("a"));
        String bridge = desired.objects().values().stream()
                .filter(o -> o instanceof Link l && l.kind() instanceof LinkKind.Bridge)
                .map(o -> o.key().site())
                .findFirst()
                .orElseThrow();
        link(bridge, 1500, Optional.empty());
        assertSays(
                "name-clash",
                "link " + bridge + " exists and is not ours",
                check(e2e(), "a").errors());
    }

    @Test
    void a_virts_interface_is_in_anothers_bridge() {
        link("br0", 1500, Optional.empty());
        link("tap0", 1450, Optional.of("br0"));
        objects.add(new LinkSetting.Master("tap0", "br0"));
        assertSays(
                "master-clash",
                "interface tap0 already belongs to br0",
                check(e2e(), "a").errors());
    }

    @Test
    void somebody_else_hooked_the_virts_interface() {
        objects.add(new Qdisc("tap0", new Qdisc.Other("ingress")));
        assertSays(
                "qdisc-clash",
                "interface tap0 has tc filters that are not ours, where ours belong",
                check(e2e(), "a").errors());
    }

    @Test
    void a_program_or_a_tunnel_has_the_port() {
        surroundings = new Surroundings(Optional.empty(), Set.of(4789), false, 20);
        String tunnel = Compiler.compile(e2e(), Set.of("a")).objects().values().stream()
                .map(o -> o.key().site())
                .filter(n -> n.startsWith("lsdn-x"))
                .findFirst()
                .orElseThrow();
        assertSays(
                "udp-port-clash",
                "UDP port 4789 is in use by a program here, and link " + tunnel + " needs it",
                check(e2e(), "a").errors());
        surroundings = new Surroundings(Optional.empty(), Set.of(), false, 20);
        tunnel("vx", "vxlan", Map.of("dstport", "4789", "external", ""));
        assertSays(
                "udp-port-clash",
                "link vx has UDP port 4789, and link " + tunnel + " can not share it",
                check(e2e(), "a").errors());
        tunnel("vx", "vxlan", Map.of("dstport", "4789", "id", "7"));
        assertSays(
                "vni-clash",
                "link vx already has VNI 7 on UDP port 4789",
                check(e2e(), "a").errors());
    }

    @Test
    void a_vlan_is_in_use() {
        tunnel("eth0.7", "vlan", Map.of("link", "eth0", "id", "7"));
        assertSays(
                "vlan-clash",
                "link eth0.7 already is VLAN 7 of eth0",
                check(with(new Settings.Vlan("default")), "a").errors());
    }

    @Test
    void too_many_multicast_groups() {
        surroundings = new Surroundings(Optional.empty(), Set.of(), false, 0);
        assertSays(
                "igmp-memberships",
                "vxlan/mcast on UDP port 4789 joins 1 groups, and net.ipv4.igmp_max_memberships allows 0",
                check(with(new Settings.VxlanMcast("default", new Ipv4Address(0xefefef01), 4789)), "a")
                        .errors());
    }

    @Test
    void a_net_whose_senders_nobody_checks() {
        objects.add(new Qdisc("eth0", new Qdisc.Other("ingress")));
        assertSays(
                "net-trusts-underlay",
                "net shop: vxlan/e2e takes frames from whoever reaches this host, as no filter of ours can stand on eth0",
                check(e2e(), "a").warnings());
    }
}
