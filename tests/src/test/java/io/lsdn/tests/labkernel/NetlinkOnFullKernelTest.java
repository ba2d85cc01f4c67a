package io.lsdn.tests.labkernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.tests.lab.CommandResult;
import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.Needs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The runner's netlink against a kernel that has everything: its own round trips, run in a host of a lab. */
@Tag("labkernel")
final class NetlinkOnFullKernelTest {
    @Test
    void what_is_made_through_netlink_is_read_back_as_it_was_said() {
        Needs.labKernel();
        try (Lab lab = Labs.open(
                LabSpec.of("a"),
                KernelFeature.FLOWER,
                KernelFeature.MATCHALL,
                KernelFeature.TUNNEL_KEY,
                KernelFeature.GENEVE,
                KernelFeature.VLAN)) {
            CommandResult result = lab.run(lab.host("a"), NetlinkCases.ALL);
            System.out.println(result.out());
            assertTrue(result.succeeded(), () -> result.out() + result.err());
        }
    }
}
