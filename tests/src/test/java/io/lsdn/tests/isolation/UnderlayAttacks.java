package io.lsdn.tests.isolation;

import static io.lsdn.tests.isolation.Ground.S1;
import static io.lsdn.tests.isolation.Ground.S2;
import static io.lsdn.tests.isolation.Packet.EVERYBODY;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Packets of a tunnel's shape that are put on the underlay by hand: by host b of the net, by c of another, by d of none. */
final class UnderlayAttacks {
    private static final int HOP_BY_HOP = 0;
    private static final int FRAGMENT = 44;
    private static final int DESTINATION_OPTIONS = 60;
    private static final int UDP = 17;
    private static final int MORE = 0x2000;
    private static final int UDP_HEADER = 8;
    private static final int TUNNEL_HEADERS = 16;

    private final Ground ground;
    private final List<Attack> attacks = new ArrayList<>();

    private UnderlayAttacks(Ground ground) {
        this.ground = ground;
    }

    static List<Attack> on(Ground ground) {
        var all = new UnderlayAttacks(ground);
        all.ofTheNet();
        all.notOfTheNet();
        all.byOtherInterfaces();
        return all.attacks;
    }

    /** What a phys of the net sends arrives, in fragments too, and at its virts only. */
    private void ofTheNet() {
        attacks.add(new Attack(
                "b-known", "b", "eth0", whole("b-known", 2, Ground.VID_S, S1), Set.of("s1"), ground.ifFlooded("s3")));
        attacks.add(new Attack(
                "b-all", "b", "eth0", whole("b-all", 2, Ground.VID_S, EVERYBODY), Set.of("s1", "s3"), Set.of()));
        for (Packet part : fragments("b-parts", 2, TUNNEL_HEADERS, EVERYBODY)) {
            attacks.add(new Attack("b-parts", "b", "eth0", part, Set.of("s1", "s3"), Set.of()));
        }
        attacks.add(Attack.nobody("b-other-vni", "b", "eth0", whole("b-other-vni", 2, Ground.VID_T, EVERYBODY)));
        attacks.add(Attack.nobody("b-no-vni", "b", "eth0", whole("b-no-vni", 2, 4711, EVERYBODY)));
        int n = 0;
        for (String to : ground.devices().values()) {
            String marker = "b-stack-" + n++;
            Packet inner = Attacks.toStack4(marker).ethernet(to, S2, Packet.IPV4);
            attacks.add(new Attack(
                    marker, "b", "eth0", outer(inner, 2, Ground.VID_S), Set.of(), ground.ifFlooded("s1", "s3")));
        }
        Packet inner = Attacks.toStack4("b-stack-all").ethernet(EVERYBODY, S2, Packet.IPV4);
        attacks.add(
                new Attack("b-stack-all", "b", "eth0", outer(inner, 2, Ground.VID_S), Set.of(), Set.of("s1", "s3")));
    }

    private void notOfTheNet() {
        for (int host = 3; host <= 4; host++) {
            String who = host == 3 ? "c" : "d";
            forged(who + "-known", who, whole(who + "-known", host, Ground.VID_S, S1));
            forged(who + "-all", who, whole(who + "-all", host, Ground.VID_S, EVERYBODY));
            int its = host;
            for (int first : new int[] {UDP_HEADER, TUNNEL_HEADERS, 24}) {
                String marker = who + "-parts-" + first;
                List<Packet> parts = fragments(marker, its, first, EVERYBODY);
                parts.forEach(part -> forged(marker, who, part));
                String reversed = who + "-parts-reversed-" + first;
                fragments(reversed, its, first, EVERYBODY).reversed().forEach(part -> forged(reversed, who, part));
            }
            String once = who + "-priority-tag";
            forged(once, who, whole(once, host, Ground.VID_S, EVERYBODY).tagged(Packet.VLAN, 0));
            String twice = who + "-two-priority-tags";
            forged(
                    twice,
                    who,
                    whole(twice, host, Ground.VID_S, EVERYBODY)
                            .tagged(Packet.VLAN, 0)
                            .tagged(Packet.VLAN, 0));
            String mixed = who + "-two-kinds-of-tags";
            forged(
                    mixed,
                    who,
                    whole(mixed, host, Ground.VID_S, EVERYBODY)
                            .tagged(Packet.SERVICE_VLAN, 0)
                            .tagged(Packet.VLAN, 0));
            String thrice = who + "-three-priority-tags";
            forged(
                    thrice,
                    who,
                    whole(thrice, host, Ground.VID_S, EVERYBODY)
                            .tagged(Packet.VLAN, 0)
                            .tagged(Packet.VLAN, 0)
                            .tagged(Packet.VLAN, 0));
            headers(who, host);
            if (ground.type().equals("vxlan/mcast")) {
                toGroup(who, host);
            }
        }
    }

    /** A host takes packets for any of its addresses by any of its interfaces. */
    private void byOtherInterfaces() {
        int n = 0;
        for (String to : List.of(ground.address(1), otherAddress(1))) {
            for (int vid : new int[] {Ground.VID_S, Ground.VID_T}) {
                for (String last : List.of(S1, EVERYBODY)) {
                    String marker = "d-other-interface-" + n++;
                    Packet packet = ground.encapsulated(vid, Attacks.frame(marker, last, S2))
                            .udp(40000, ground.port(), otherAddress(4), to);
                    Packet frame = packet.ethernet("02:11:00:00:00:01", "02:11:00:00:00:04", type());
                    attacks.add(Attack.nobody(marker, "d", "eth1", frame));
                }
            }
        }
        String itself = "a-loopback";
        Packet packet = ground.encapsulated(Ground.VID_S, Attacks.frame(itself, EVERYBODY, S2))
                .udp(40000, ground.port(), ground.address(1), ground.address(1));
        attacks.add(Attack.nobody(itself, "a", "lo", packet.ethernet(NOBODY, NOBODY, type())));
    }

    private static final String NOBODY = "00:00:00:00:00:00";

    private String otherAddress(int host) {
        return ground.version() == 4 ? "172.17.0." + host : "fd00:17::" + host;
    }

    /** Headers between that a check may stumble over. */
    private void headers(String who, int host) {
        if (ground.version() == 4) {
            String marker = who + "-options";
            Packet udp = tunnel(marker, host, EVERYBODY);
            forged(marker, who, ethernet(udp.ip4WithOptions(UDP, ground.address(host), ground.address(1))));
            return;
        }
        String source = ground.address(host);
        for (int next : new int[] {HOP_BY_HOP, DESTINATION_OPTIONS}) {
            String marker = who + "-header-" + next;
            // A padding option (RFC 8200, 4.2) of 4 bytes.
            Packet behind = tunnel(marker, host, EVERYBODY).behind(UDP, 0, 1, 4);
            forged(marker, who, ethernet(behind.ip6(next, source, ground.address(1))));
        }
        String atomic = who + "-atomic-fragment";
        forged(
                atomic,
                who,
                ethernet(tunnel(atomic, host, EVERYBODY).behind(UDP).ip6(FRAGMENT, source, ground.address(1))));
        String many = who + "-many-headers";
        Packet packet = tunnel(many, host, EVERYBODY).behind(UDP, 0, 1, 4);
        for (int i = 0; i < 8; i++) {
            packet = packet.behind(DESTINATION_OPTIONS, 0, 1, 4);
        }
        forged(many, who, ethernet(packet.ip6(DESTINATION_OPTIONS, source, ground.address(1))));
    }

    private void toGroup(String who, int host) {
        String marker = who + "-group";
        Packet inner = Attacks.frame(marker, EVERYBODY, S2);
        Packet packet = ground.encapsulated(Ground.VID_S, inner)
                .udp(40000, ground.port(), ground.address(host), ground.group());
        String mac = ground.version() == 4 ? "01:00:5e:01:01:01" : "33:33:00:01:00:01";
        forged(marker, who, packet.ethernet(mac, Ground.underlayMac(host), type()));
    }

    private void forged(String marker, String who, Packet frame) {
        attacks.add(Attack.nobody(marker, who, "eth0", frame));
    }

    private Packet whole(String marker, int host, int vid, String to) {
        return outer(Attacks.frame(marker, to, S2), host, vid);
    }

    private Packet outer(Packet inner, int host, int vid) {
        return ethernet(
                ground.encapsulated(vid, inner).udp(40000, ground.port(), ground.address(host), ground.address(1)),
                host);
    }

    /** The UDP datagram alone. */
    private Packet tunnel(String marker, int host, String to) {
        return ground.encapsulated(Ground.VID_S, Attacks.frame(marker, to, S2))
                .udpOnly(40000, ground.port(), ground.address(host), ground.address(1));
    }

    /** In two, the first of so many bytes behind the IP header. */
    private List<Packet> fragments(String marker, int host, int first, String to) {
        Packet udp = tunnel(marker, host, to);
        Packet head = udp.part(0, first);
        Packet tail = udp.part(first, udp.length());
        String source = ground.address(host);
        String target = ground.address(1);
        int id = marker.hashCode() & 0xffff;
        if (ground.version() == 4) {
            return List.of(
                    ethernet(head.ip4(UDP, source, target, MORE, id), host),
                    ethernet(tail.ip4(UDP, source, target, first / 8, id), host));
        }
        return List.of(
                ethernet(head.behind(UDP, 0, 0, 1, 0, 0, id >>> 8, id).ip6(FRAGMENT, source, target), host),
                ethernet(tail.behind(UDP, 0, 0, first, 0, 0, id >>> 8, id).ip6(FRAGMENT, source, target), host));
    }

    private Packet ethernet(Packet ip) {
        return ethernet(ip, 4);
    }

    private Packet ethernet(Packet ip, int host) {
        return ip.ethernet(Ground.underlayMac(1), Ground.underlayMac(host), type());
    }

    private int type() {
        return ground.version() == 4 ? Packet.IPV4 : Packet.IPV6;
    }
}
