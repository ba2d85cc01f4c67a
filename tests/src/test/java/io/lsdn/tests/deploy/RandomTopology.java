package io.lsdn.tests.deploy;

import io.lsdn.tests.lab.LabHost;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A topology by chance over the hosts of a lab: up to 4 nets of any technologies, and 12 virts, some of which are in none. Virt N and
 * virt N + 6 have one MAC, so they are never in one net. A vid may be that of several nets if their technologies differ.
 *
 * @param version of the underlay, 4 or 6
 * @param nets by name
 * @param virts by number, 1 to 12; where one is left out it is in no net
 */
record RandomTopology(int version, Map<String, Net> nets, Map<Integer, Home> virts) {
    static final int VIRTS = 12;
    private static final int NETS = 4;
    private static final int ALIKE = 6;
    private static final int VIDS = 4;

    /** By settings: each technology on a port of its own, and two of them on another port too. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of(
            "direct", "{type: direct}",
            "vlan", "{type: vlan}",
            "static", "{type: vxlan/static}",
            "static2", "{type: vxlan/static, port: 4792}",
            "e2e", "{type: vxlan/e2e, port: 4790}",
            "mcast", "{type: vxlan/mcast, port: 4791, mcast_ip: '%s'}",
            "geneve", "{type: geneve}",
            "geneve2", "{type: geneve, port: 6083}",
            "ge2e", "{type: geneve/e2e, port: 6082}"));

    /** What a net is. */
    record Net(String settings, int vid, boolean portSecurity) {}

    /** Where a virt is. */
    record Home(String net, String host) {}

    static RandomTopology first(Random random, List<LabHost> hosts) {
        return new RandomTopology(random.nextBoolean() ? 4 : 6, Map.of(), Map.of()).next(random, hosts);
    }

    /** Another one, in which most of what there is stays, much moves, and some goes or comes. */
    RandomTopology next(Random random, List<LabHost> hosts) {
        var chosen = new LinkedHashMap<String, Net>();
        int count = 1 + random.nextInt(NETS);
        for (int n = 1; n <= count; n++) {
            String name = "n" + n;
            Optional<Net> old = Optional.ofNullable(nets.get(name)).filter(_ -> random.nextInt(3) > 0);
            Net net = old.filter(o -> isFree(o, chosen)).orElseGet(() -> fresh(random, chosen));
            chosen.put(name, net);
        }
        var homes = new TreeMap<Integer, Home>();
        for (int virt = 1; virt <= VIRTS; virt++) {
            home(virt, random, hosts, chosen, homes).ifPresent(putting(homes, virt));
        }
        return new RandomTopology(version, chosen, homes);
    }

    private static Consumer<Home> putting(Map<Integer, Home> homes, int virt) {
        return home -> homes.put(virt, home);
    }

    private static boolean isFree(Net net, Map<String, Net> taken) {
        return taken.values().stream()
                .filter(other -> other.settings.equals(net.settings))
                .noneMatch(other -> net.settings.equals("direct") || other.vid == net.vid);
    }

    private static Net fresh(Random random, Map<String, Net> taken) {
        var names = new ArrayList<>(SETTINGS.keySet());
        while (true) {
            Net net = new Net(names.get(random.nextInt(names.size())), 1 + random.nextInt(VIDS), random.nextBoolean());
            if (isFree(net, taken)) {
                return net;
            }
        }
    }

    private Optional<Home> home(
            int virt, Random random, List<LabHost> hosts, Map<String, Net> chosen, Map<Integer, Home> homes) {
        if (random.nextInt(6) == 0) {
            return Optional.empty();
        }
        Optional<Home> old = Optional.ofNullable(virts.get(virt));
        String host = old.filter(_ -> random.nextBoolean())
                .map(Home::host)
                .orElseGet(() -> hosts.get(random.nextInt(hosts.size())).name());
        var candidates = new ArrayList<>(chosen.keySet());
        Collections.shuffle(candidates, random);
        old.map(Home::net)
                .filter(chosen::containsKey)
                .filter(_ -> random.nextInt(3) > 0)
                .ifPresent(n -> candidates.addFirst(n));
        Optional<String> twin = Optional.ofNullable(homes.get(virt - ALIKE)).map(Home::net);
        return candidates.stream()
                .filter(n -> twin.filter(t -> exclude(t, n, chosen)).isEmpty())
                .findFirst()
                .map(n -> new Home(n, host));
    }

    /** The lab's switch learns one place a MAC, whatever the VLAN. */
    private static boolean exclude(String one, String other, Map<String, Net> nets) {
        return one.equals(other)
                || Objects.requireNonNull(nets.get(one)).settings.equals("vlan")
                        && Objects.requireNonNull(nets.get(other)).settings.equals("vlan");
    }

    static String mac(int virt) {
        return "02:00:00:00:00:%02x".formatted(1 + (virt - 1) % ALIKE);
    }

    boolean reaches(int from, int to) {
        Home one = virts.get(from);
        Home other = virts.get(to);
        return one != null && other != null && one.net.equals(other.net);
    }

    /** Each host is two physes: itself, and {@code d-NAME} for what has an interface of its own. */
    String yaml(List<LabHost> hosts) {
        var text = new StringBuilder("settings:\n");
        SETTINGS.forEach((name, value) ->
                text.append("  %s: %s\n".formatted(name, value.formatted(version == 4 ? "239.1.1.1" : "ff05::1:1"))));
        text.append("physes:\n");
        for (LabHost h : hosts) {
            text.append(
                    "  %s: {if: eth0, ip: '%s'}\n".formatted(h.name(), version == 4 ? h.underlay4() : h.underlay6()));
            text.append("  d-%s: {if: eth1}\n".formatted(h.name()));
        }
        text.append(nets.isEmpty() ? "nets: {}\n" : "nets:\n");
        nets.forEach((name, net) -> {
            text.append("  %s:\n    vid: %d\n    settings: %s\n    port_security: %s\n    virts:\n"
                    .formatted(name, net.vid, net.settings, net.portSecurity));
            virts.forEach((virt, home) -> {
                if (home.net.equals(name)) {
                    text.append("      v%d: {phys: %s, if: tap%d, mac: '%s'}\n"
                            .formatted(virt, phys(home), virt, mac(virt)));
                }
            });
        });
        return text.toString();
    }

    private String phys(Home home) {
        return (Objects.requireNonNull(nets.get(home.net)).settings.equals("direct") ? "d-" : "") + home.host;
    }

    static String claims(List<LabHost> hosts) {
        var text = new StringBuilder("lab:\n  hosts:\n");
        hosts.forEach(h -> text.append("    %s: {lsdn_phys: [%s, d-%s]}\n".formatted(h.name(), h.name(), h.name())));
        return text.toString();
    }
}
