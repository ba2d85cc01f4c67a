package io.lsdn.tests.labkernel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.tests.lab.HeldProcess;
import io.lsdn.tests.lab.LabDirectory;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.Needs;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("labkernel")
final class LabKernelFailureTest {
    private static final Duration UP = Duration.ofMinutes(5);

    @BeforeAll
    static void needs() {
        Needs.labKernel();
    }

    @Test
    void a_guest_whose_hosts_cannot_be_made_is_shown_by_its_console_and_leaves_nothing() {
        LabDirectory directory = LabDirectory.create();
        GuestNetwork.plan(LabSpec.of("a"), directory);
        directory.write("hosts", "1 a a nowhere 10.0.2.101/24\n");
        String told = failureOf(directory);
        assertTrue(told.contains("\"nowhere\""), told);
        assertTrue(told.contains("lab: failed: cannot make the hosts"), told);
        assertFalse(Files.exists(directory.path()));
    }

    @Test
    void a_qemu_that_refuses_its_arguments_is_shown_by_what_it_said_and_leaves_nothing() {
        LabDirectory directory = LabDirectory.create();
        GuestNetwork.plan(LabSpec.of("a"), directory);
        directory.write("qemu.args", "-netdev\nnonesuch,id=n0\n");
        String told = failureOf(directory);
        assertTrue(told.contains("nonesuch"), told);
        assertFalse(Files.exists(directory.path()));
    }

    private static String failureOf(LabDirectory directory) {
        return String.valueOf(assertThrows(IllegalStateException.class, () -> {
                    try (HeldProcess held = directory.hold(UP, "boot")) {
                        throw new AssertionError("it booted: " + held.readyLine());
                    }
                })
                .getMessage());
    }
}
