package io.lsdn.tests.deploy;

import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a host's kernel holds, as iproute2 shows it, a line an object. Left out is what the kernel chooses by itself, counts or
 * learns: indexes, timers, the operational state that follows some moments after a change, lifetimes, a bridge's address and root (they follow its ports), the progress of duplicate address
 * detection, and the multicast groups that follow the addresses.
 */
public final class HostState {
    private static final String COMMANDS = """
            set -e
            ip -d -o link show
            ip -o address show
            bridge fdb show | grep -E 'permanent|static' | grep -vE '^(33:33|01:00:5e)' || true
            tc qdisc show
            for i in $(ls /sys/class/net); do
                for p in root ingress egress; do echo filter show dev $i $p; done
            done | tc -force -batch - 2>/dev/null || true
            """;

    private static final Pattern VOLATILE = Pattern.compile("^\\d+: |@if\\d+|link-netns(id)? \\S+"
            + "|\\w+_timer +[\\d.]+|valid_lft \\S+ preferred_lft \\S+|tentative|refcnt \\d+"
            + "|(bridge_id|designated_root|designated_bridge) \\S+|topology_change(_detected)? \\d|root_port \\d"
            + "|,LOWER_UP|NO-CARRIER,|state (UP|DOWN|UNKNOWN|LOWERLAYERDOWN|forwarding|learning|listening|disabled)");
    private static final Pattern BRIDGE_ADDRESS = Pattern.compile("(lsdn-b\\S+: .*link/ether) \\S+");

    private HostState() {}

    /** Of every host, by name. */
    public static Map<String, Set<String>> all(Lab lab) {
        var states = new TreeMap<String, Set<String>>();
        lab.hosts().forEach(h -> states.put(h.name(), of(lab, h)));
        return states;
    }

    public static Set<String> of(Lab lab, LabHost host) {
        return lab.run(host, COMMANDS)
                .output()
                .lines()
                .map(HostState::normal)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String normal(String line) {
        String plain = VOLATILE.matcher(line).replaceAll("");
        return BRIDGE_ADDRESS.matcher(plain).replaceAll("$1").replaceAll(" +", " ");
    }

    /** What the hosts had and have not, and the other way round. */
    public static List<String> differences(Map<String, Set<String>> before, Map<String, Set<String>> after) {
        var lines = new ArrayList<String>();
        before.forEach((host, was) ->
                difference(was, after.getOrDefault(host, Set.of())).forEach(l -> lines.add(host + ": " + l)));
        return lines;
    }

    /** What one has and the other has not. */
    public static List<String> difference(Set<String> before, Set<String> after) {
        var lines = new ArrayList<String>();
        before.stream().filter(l -> !after.contains(l)).forEach(l -> lines.add("- " + l));
        after.stream().filter(l -> !before.contains(l)).forEach(l -> lines.add("+ " + l));
        return lines;
    }
}
