package io.lsdn.netmodel.validate;

import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import java.util.function.Consumer;

/** What settings say for themselves. */
final class SettingsChecks {
    private SettingsChecks() {}

    static void check(Topology t, Consumer<Problem> found) {
        t.settings().values().forEach(s -> {
            if (s instanceof Settings.VxlanMcast m && !m.mcastIp().isMulticast()) {
                found.accept(Problem.of(
                        ProblemCode.MCAST_IP_NOT_MULTICAST,
                        ObjectPath.settings(m.name()).child("mcast_ip"),
                        m.mcastIp() + " is not a multicast address",
                        "one of 224.0.0.0/4 or ff00::/8 is, for example 239.1.1.1"));
            }
        });
    }
}
