package io.lsdn.tests.deploy;

import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.LabVirt;
import io.lsdn.tests.lab.NamespaceLab;
import io.lsdn.tests.lab.Needs;
import java.util.List;

/** Two hosts and a net with a virt on each: enough for questions about the way to a host. */
final class TwoHosts implements AutoCloseable {
    static final String TOPOLOGY = """
            settings: {default: {type: vxlan/e2e}}
            physes:
              a: {if: eth0, ip: 172.16.0.1}
              b: {if: eth0, ip: 172.16.0.2}
            nets:
              shop: {vid: 1, virts: {s1: {phys: a, if: tap1}, s2: {phys: b, if: tap1}}}
            """;
    private static final LabVirt ONE = LabVirt.of("s1", "a", "tap1", "00:00:00:00:03:01", "10.9.2.1/24");
    private static final LabVirt TWO = LabVirt.of("s2", "b", "tap1", "00:00:00:00:03:02", "10.9.2.2/24");

    private final Lab lab;

    TwoHosts() {
        Needs.namespaces();
        lab = NamespaceLab.open(LabSpec.of("a", "b"));
        lab.addVirts(List.of(ONE, TWO));
    }

    Lab lab() {
        return lab;
    }

    /** Whether the virts reach each other. */
    boolean areConnected() {
        return lab.reaches(ONE, "10.9.2.2");
    }

    @Override
    public void close() {
        lab.close();
    }
}
