package io.lsdn.hostrunner.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What proc(5) tells of this process's network namespace. What is not there (a module not loaded) is not in use. */
final class ProcFiles {
    private static final Path NET = Path.of("/proc/self/net");
    private static final Path SYSCTL = Path.of("/proc/sys/net");

    private ProcFiles() {}

    /** UDP ports on which somebody listens, be it the kernel for a tunnel. */
    static Set<Integer> udpPorts() {
        var ports = new HashSet<Integer>();
        for (String table : List.of("udp", "udp6")) {
            lines(NET.resolve(table)).stream().skip(1).forEach(line -> {
                String local = line.strip().split("\\s+", 3)[1];
                ports.add(Integer.parseInt(local.substring(local.indexOf(':') + 1), 16));
            });
        }
        return ports;
    }

    static boolean bridgeNetfilter() {
        return List.of("bridge-nf-call-iptables", "bridge-nf-call-ip6tables", "bridge-nf-call-arptables").stream()
                .anyMatch(f -> number(SYSCTL.resolve("bridge").resolve(f), 0) != 0);
    }

    static int maxMemberships() {
        return number(SYSCTL.resolve("ipv4/igmp_max_memberships"), Integer.MAX_VALUE);
    }

    private static int number(Path file, int otherwise) {
        List<String> lines = lines(file);
        return lines.isEmpty() ? otherwise : Integer.parseInt(lines.getFirst().strip());
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII).lines().toList();
        } catch (IOException _) {
            return List.of();
        }
    }
}
