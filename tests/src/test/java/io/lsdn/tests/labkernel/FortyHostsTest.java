package io.lsdn.tests.labkernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.Needs;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("labkernel")
final class FortyHostsTest {
    private static final int HOSTS = 40;

    /** A login takes 1.4 s of the guest's one CPU in emulation; more at once only makes each wait for the others. */
    private static final int AT_ONCE = 8;

    @Test
    void forty_hosts_answer_each_as_itself() {
        Needs.labKernel();
        try (LabKernel kernel = LabKernel.boot(LabSpec.ofSize(HOSTS));
                var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<CompletableFuture<String>> answers = kernel.hosts().stream()
                    .map(host -> CompletableFuture.supplyAsync(() -> address(kernel, host), threads))
                    .toList();
            for (LabHost host : kernel.hosts()) {
                assertEquals(host.underlay4(), answers.get(host.number() - 1).join());
            }
        }
    }

    private static String address(LabKernel kernel, LabHost host) {
        String line = kernel.ssh(host, "ip -4 -o addr show dev eth0").output();
        return line.replaceAll("(?s).*inet ([0-9.]+)/.*", "$1");
    }
}
