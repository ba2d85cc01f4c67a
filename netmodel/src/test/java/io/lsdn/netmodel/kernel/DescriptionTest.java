package io.lsdn.netmodel.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Subnet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DescriptionTest {
    private static final Ipv4Address NEAR = new Ipv4Address(0x0a000001);
    private static final Ipv4Address FAR = new Ipv4Address(0x0a000002);

    @Test
    void a_vxlan_device_is_what_ip_link_would_make() {
        var kind = new LinkKind.Vxlan(7, Optional.of(NEAR), Optional.of(FAR), Optional.of("eth0"), 4790, false);
        assertEquals(
                "link lsdn-x7 type vxlan id 7 local 10.0.0.1 group 10.0.0.2 dev eth0 dstport 4790 nolearning",
                Description.of(new Link("lsdn-x7", kind, "lsdn:lsdn:x")));
    }

    @Test
    void settings_name_their_link_and_value() {
        assertEquals("link tap0 master br7", Description.of(new LinkSetting.Master("tap0", "br7")));
        assertEquals("link tap0 mtu 1450", Description.of(new LinkSetting.Mtu("tap0", 1450)));
        assertEquals("link tap0 addrgenmode none", Description.of(new LinkSetting.AddrGenMode("tap0", 1)));
        assertEquals("link tap0 isolated on", Description.of(new LinkSetting.Isolated("tap0")));
    }

    @Test
    void an_fdb_entry_is_what_bridge_fdb_would_append() {
        assertEquals(
                "fdb 00:00:00:00:00:00 dev lsdn-x7 dst 10.0.0.2",
                Description.of(new FdbEntry("lsdn-x7", FdbEntry.DEFAULT_MAC, Optional.of(FAR))));
    }

    @Test
    void a_clsact_names_its_blocks() {
        assertEquals(
                "qdisc dev tap0 clsact ingress_block 5 egress_block 6",
                Description.of(new Qdisc("tap0", new Qdisc.Clsact(Optional.of(5), Optional.of(6)))));
    }

    @Test
    void a_filter_is_what_tc_filter_would_add() {
        var match = new Match.Flower(
                Optional.of("tap0"),
                Optional.empty(),
                Optional.of(Match.MaskedMac.group()),
                Optional.of(new Subnet(NEAR, 32)),
                Optional.empty(),
                Optional.of(9),
                Optional.of(FAR));
        var actions = List.<Action>of(
                new Action.TunnelKeySet(NEAR, FAR, 9, 6081), new Action.Redirect("lsdn-g"), new Action.GotoChain(3));
        assertEquals(
                "filter block 4 chain 2 pref 10 protocol ip flower indev tap0"
                        + " dst_mac 01:00:00:00:00:00/01:00:00:00:00:00 src_ip 10.0.0.1/32 enc_key_id 9 enc_src_ip 10.0.0.2"
                        + " action tunnel_key set src_ip 10.0.0.1 dst_ip 10.0.0.2 id 9 dst_port 6081 csum,"
                        + " mirred egress redirect dev lsdn-g, goto chain 3",
                Description.of(new Filter(new Filter.Block(4), 2, 10, 0x0800, match, actions, "c0")));
    }

    @Test
    void a_u32_match_shows_its_words() {
        var match = new Match.U32(List.of(new Match.U32.Word(20, 0x12b5, 0xffff)));
        assertEquals(
                "filter dev eth0 ingress chain 0 pref 1 protocol all u32 match u32 0x000012b5 0x0000ffff at 20 action drop",
                Description.of(new Filter(
                        new Filter.Ingress("eth0"),
                        0,
                        1,
                        Filter.PROTOCOL_ALL,
                        match,
                        List.of(new Action.Drop()),
                        "c1")));
    }
}
