package io.lsdn.tests.isolation;

import static io.lsdn.tests.isolation.Ground.S1;
import static io.lsdn.tests.isolation.Ground.S2;
import static io.lsdn.tests.isolation.Ground.S3;
import static io.lsdn.tests.isolation.Packet.EVERYBODY;
import static io.lsdn.tests.isolation.Packet.marked;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What virts and the hosts themselves try inside; {@link UnderlayAttacks} has what comes over the underlay. */
final class Attacks {
    /** On which the hosts' own stacks listen. */
    static final int PORT = 4243;

    private static final String V1 = "10.9.0.1";
    /** Nobody has it, so that nobody answers: what is heard then is what was sent. */
    private static final String NOBODY = "10.9.0.200";

    private final Ground ground;
    private final List<Attack> attacks = new ArrayList<>();

    private Attacks(Ground ground) {
        this.ground = ground;
    }

    static List<Attack> on(Ground ground) {
        var all = new Attacks(ground);
        all.whatShouldWork();
        all.towardsOthers();
        all.towardsTheHost();
        all.fromTheHost();
        if (ground.isTunnel()) {
            all.attacks.addAll(UnderlayAttacks.on(ground));
        }
        return all.attacks;
    }

    /** The test's own test: what is meant to arrive is heard. */
    private void whatShouldWork() {
        // The lab's switch learns one place a MAC, whatever the VLAN, and two virts have this one.
        Set<String> must = ground.type().equals("vlan") ? Set.of() : Set.of("s2");
        attacks.add(new Attack("known", "s1", "eth0", frame("known", S2, S1), must, ground.ifFlooded("s2", "s3")));
        attacks.add(
                new Attack("everybody", "s1", "eth0", frame("everybody", EVERYBODY, S1), Set.of("s2", "s3"), Set.of()));
        if (!ground.isDirect()) {
            attacks.add(new Attack(
                    "everybody-t", "t1", "eth0", frame("everybody-t", EVERYBODY, S1), Set.of("t2"), Set.of()));
        }
    }

    private void towardsOthers() {
        virt("unknown", frame("unknown", "02:00:00:00:00:99", S1), "s2", "s3");
        virt("itself", frame("itself", S1, S1), "s2", "s3");
        attacks.add(new Attack(
                "foreign-mac", "t1", "eth0", frame("foreign-mac", S3, S1), Set.of(), ground.ifFlooded("t2")));
        virt("not-its-mac", frame("not-its-mac", S3, S2));
        virt("not-its-mac-to-all", frame("not-its-mac-to-all", EVERYBODY, S2));
        virt("group-as-source", frame("group-as-source", EVERYBODY, "01:00:5e:00:00:01"));
        for (int vid : new int[] {0, 1, Ground.VID_S, Ground.VID_T, 4095}) {
            String marker = "tag-" + vid;
            virt(marker, frame(marker, EVERYBODY, S1).tagged(Packet.VLAN, vid));
            virt(marker + "ad", frame(marker + "ad", S2, S1).tagged(Packet.SERVICE_VLAN, vid));
            virt(
                    marker + "-twice",
                    frame(marker + "-twice", EVERYBODY, S1)
                            .tagged(Packet.VLAN, vid)
                            .tagged(Packet.VLAN, 0));
        }
        for (String last : List.of("00", "01", "03", "0e", "0f")) {
            virt("bridge-group-" + last, frame("bridge-group-" + last, "01:80:c2:00:00:" + last, S1));
        }
        if (ground.isTunnel()) {
            tunnelByVirt();
        }
    }

    /** What a virt says in its own net is its own business; out of it nothing comes. */
    private void tunnelByVirt() {
        int n = 0;
        for (String to : List.of(EVERYBODY, Ground.underlayMac(1), mac("taps1"))) {
            String marker = "tunnel-by-virt-" + n++;
            Packet inner = frame(marker, EVERYBODY, S1);
            Packet frame = ground.encapsulated(Ground.VID_T, inner)
                    .udp(40000, ground.port(), virtAddress(), ground.address(1))
                    .ethernet(to, S1, ground.version() == 4 ? Packet.IPV4 : Packet.IPV6);
            attacks.add(new Attack(
                    marker,
                    "s1",
                    "eth0",
                    frame,
                    Set.of(),
                    to.equals(EVERYBODY) ? Set.of("s2", "s3") : ground.ifFlooded("s2", "s3")));
        }
    }

    private void towardsTheHost() {
        Packet ask = Packet.whoHas("172.16.0.1", S1, V1);
        attacks.add(Attack.nobody("arp", "s1", "eth0", ask.ethernet(EVERYBODY, S1, Packet.ARP)));
        attacks.add(Attack.nobody(
                "arp-b", "s1", "eth0", Packet.whoHas("172.16.0.2", S1, V1).ethernet(EVERYBODY, S1, Packet.ARP)));
        String linkLocal = "fe80::ff:fe00:11";
        // The other virts of the net answer, and only they.
        attacks.add(new Attack(
                "ping6",
                "s1",
                "eth0",
                Packet.icmp6(128, linkLocal, "ff02::1", marked("ping6")).ethernet("33:33:00:00:00:01", S1, Packet.IPV6),
                Set.of("s2", "s3"),
                Set.of("s1")));
        int n = 0;
        var places = new ArrayList<>(ground.devices().values());
        places.add(EVERYBODY);
        for (String to : places) {
            Set<String> may = to.equals(EVERYBODY) ? Set.of("s2", "s3") : ground.ifFlooded("s2", "s3");
            String four = "stack4-" + n;
            attacks.add(new Attack(four, "s1", "eth0", toStack4(four).ethernet(to, S1, Packet.IPV4), Set.of(), may));
            String six = "stack6-" + n++;
            Packet packet = marked(six).udp(4000, PORT, "fd00:16::1:1", "fd00:16::1");
            attacks.add(new Attack(six, "s1", "eth0", packet.ethernet(to, S1, Packet.IPV6), Set.of(), may));
        }
        Packet all = marked("stack6-all").udp(4000, PORT, linkLocal, "ff02::1");
        attacks.add(new Attack(
                "stack6-all",
                "s1",
                "eth0",
                all.ethernet("33:33:00:00:00:01", S1, Packet.IPV6),
                Set.of(),
                Set.of("s2", "s3")));
    }

    static Packet toStack4(String marker) {
        return marked(marker).udp(4000, PORT, "172.16.0.77", "172.16.0.1");
    }

    /** What the host's own stack would send by one of the interfaces that serve its nets. */
    private void fromTheHost() {
        for (String device : ground.devices().keySet()) {
            // A virt of no net is nobody's business.
            if (!device.startsWith("eth") && !(ground.isDirect() && device.startsWith("tapt"))) {
                String marker = "host-" + device.replaceAll("[^a-z0-9]", "");
                attacks.add(Attack.nobody(marker, "a", device, frame(marker, EVERYBODY, "02:00:00:00:00:fe")));
                attacks.add(Attack.nobody(marker + "-to", "a", device, frame(marker + "-to", S2, "02:00:00:00:00:fe")));
            }
        }
    }

    private String mac(String device) {
        return ground.devices().getOrDefault(device, EVERYBODY);
    }

    private String virtAddress() {
        return ground.version() == 4 ? V1 : "fd00:16::77";
    }

    private void virt(String marker, Packet frame, String... heardWhereFlooded) {
        attacks.add(new Attack(marker, "s1", "eth0", frame, Set.of(), ground.ifFlooded(heardWhereFlooded)));
    }

    static Packet frame(String marker, String to, String from) {
        return marked(marker).udp(4000, 4001, V1, NOBODY).ethernet(to, from, Packet.IPV4);
    }
}
