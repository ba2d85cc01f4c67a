package io.lsdn.tests.lab;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Scripts that make, move and remove virts, with as few processes as can be: each costs 0.1 s and more in emulation. */
final class VirtScript {
    private VirtScript() {}

    static String add(
            Collection<LabVirt> virts,
            Function<LabVirt, String> netns,
            Function<String, String> hostNetns,
            String switchNetns) {
        StringBuilder script = new StringBuilder("set -e\n");
        script.append(
                batch("", virts.stream().map(v -> "netns add " + netns.apply(v)).toList()));
        // From the switch's namespace: no interface there has a name that a virt's can have.
        script.append(batch(
                "-n " + switchNetns,
                virts.stream()
                        .map(v -> "link add %s netns %s type veth peer name eth0 address %s netns %s"
                                .formatted(v.ifName(), hostNetns.apply(v.host()), v.mac(), netns.apply(v)))
                        .toList()));
        virts.stream()
                .collect(Collectors.groupingBy(LabVirt::host))
                .forEach((host, its) -> script.append(batch(
                        "-n " + hostNetns.apply(host),
                        its.stream()
                                .map(v -> "link set %s up".formatted(v.ifName()))
                                .toList())));
        virts.forEach(v -> script.append(batch("-n " + netns.apply(v), configuration(v))));
        return script.toString();
    }

    static String remove(
            Collection<LabVirt> virts, Function<LabVirt, String> netns, Function<String, String> hostNetns) {
        StringBuilder script = new StringBuilder();
        for (LabVirt virt : virts) {
            String name = netns.apply(virt);
            script.append("pids=$(ip netns pids %s); [ -z \"$pids\" ] || kill -KILL $pids\n".formatted(name));
            script.append("ip -n %s link del %s || exit 1\nip netns del %s || exit 1\n"
                    .formatted(hostNetns.apply(virt.host()), virt.ifName(), name));
        }
        return script.toString();
    }

    static String move(LabVirt from, LabVirt to, Function<String, String> hostNetns) {
        String target = hostNetns.apply(to.host());
        return "set -e\n"
                + batch(
                        "-n " + hostNetns.apply(from.host()),
                        List.of("link set %s netns %s name %s".formatted(from.ifName(), target, to.ifName())))
                + batch("-n " + target, List.of("link set %s up".formatted(to.ifName())));
    }

    private static List<String> configuration(LabVirt virt) {
        StringBuilder lines = new StringBuilder("link set lo up\n");
        for (String address : virt.addresses()) {
            // Duplicate address detection takes a second, and only IPv6 has it.
            lines.append("addr add %s dev eth0%s\n".formatted(address, address.contains(":") ? " nodad" : ""));
        }
        return List.of(lines.append("link set eth0 up").toString());
    }

    private static String batch(String where, List<String> commands) {
        return "ip %s -batch - <<'END'\n%s\nEND\n".formatted(where, String.join("\n", commands));
    }
}
