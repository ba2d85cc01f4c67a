package io.lsdn.tests.deploy;

import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabHost;
import java.util.List;
import java.util.regex.Pattern;

/** What a host's kernel holds, as iproute2 shows it, without what the kernel chooses by itself or counts. */
final class HostState {
    private static final List<String> COMMANDS = List.of(
            "ip -d -o link show | sort -k2",
            "ip -o address show | sort -k2",
            "bridge fdb show | grep -E 'permanent|static' | sort",
            "tc qdisc show | sort",
            "for i in $(ls /sys/class/net); do for p in root ingress egress; do tc filter show dev $i $p; done; done 2>/dev/null");

    /** ifindexes, veth peers' indexes, timers of bridges, lifetimes. */
    private static final Pattern VOLATILE = Pattern.compile(
            "(?m)^\\d+: |@if\\d+|link-netnsid \\d+|(hello|tcn|topology_change|gc)_timer +[\\d.]+|valid_lft \\S+ preferred_lft \\S+");

    private HostState() {}

    static String of(Lab lab, LabHost host) {
        return VOLATILE.matcher(lab.run(host, String.join("; echo --; ", COMMANDS)).output()).replaceAll("");
    }
}
