package io.lsdn.tests.labkernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.tests.lab.CommandResult;
import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.Needs;
import io.lsdn.tests.lab.RootShell;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The runner's netlink against a kernel that has everything: its own round trips, run in a host of a lab. */
@Tag("labkernel")
final class NetlinkOnFullKernelTest {
    private static final String CASES =
            "io.lsdn.hostrunner.netlink.FullKernelCases io.lsdn.hostrunner.netlink.KernelRoundTripTest"
                    + " io.lsdn.hostrunner.netlink.NetnsTest io.lsdn.hostrunner.netlink.PosixTest";

    @Test
    void what_is_made_through_netlink_is_read_back_as_it_was_said() {
        Needs.labKernel();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String command = RootShell.quote(java)
                + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp "
                + RootShell.quote(classes) + " io.lsdn.hostrunner.netlink.CaseRunner " + CASES;
        try (Lab lab = Labs.open(
                LabSpec.of("a"),
                KernelFeature.FLOWER,
                KernelFeature.MATCHALL,
                KernelFeature.TUNNEL_KEY,
                KernelFeature.GENEVE,
                KernelFeature.VLAN)) {
            CommandResult result = lab.run(lab.host("a"), command);
            System.out.println(result.out());
            assertTrue(result.succeeded(), () -> result.out() + result.err());
        }
    }
}
