package io.lsdn.tests.labkernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.tests.lab.CommandResult;
import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabContract;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.Needs;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@Tag("labkernel")
@TestInstance(Lifecycle.PER_CLASS)
final class LabKernelTest extends LabContract {
    private @Nullable LabKernel kernel;

    @BeforeAll
    void boot() {
        Needs.labKernel();
        kernel = LabKernel.boot(new LabSpec(List.of("a", "b"), 2));
    }

    /** Also the test that closing leaves nothing: the guest is booted once only. */
    @AfterAll
    void closing_leaves_no_process_and_no_file() {
        if (kernel != null) {
            assertTrue(ProcessHandle.of(kernel.qemuPid()).isPresent());
            kernel.close();
            assertTrue(ProcessHandle.of(kernel.qemuPid()).isEmpty());
            assertFalse(Files.exists(kernel.inventory().resolveSibling(".")));
        }
    }

    @Override
    protected Lab lab() {
        return Objects.requireNonNull(kernel);
    }

    @Test
    void the_kernel_is_debians_and_not_this_machines() {
        String version = lab().ssh(lab().host("a"), "uname -r").output().strip();
        assertTrue(version.endsWith("-amd64"), version);
    }

    @Test
    void flower_sets_and_reads_tunnel_keys() {
        String filter = in("""
                ip link add g0 type geneve external
                tc qdisc add dev eth1 clsact
                tc filter add dev eth1 ingress prio 3 protocol all chain 4 flower dst_mac 00:00:00:00:00:b1 \
                  action tunnel_key set src_ip 172.16.0.1 dst_ip 172.16.0.2 id 7 dst_port 6081 csum \
                  action mirred egress redirect dev g0
                tc filter show dev eth1 ingress""");
        for (String part :
                List.of("chain 4", "flower", "key_id 7", "dst_ip 172.16.0.2", "Egress Redirect to device g0")) {
            assertTrue(filter.contains(part), part + " in " + filter);
        }
    }

    @Test
    void geneve_and_802_1q_devices_can_be_made() {
        String links = in("""
                ip link add g1 type geneve id 9 remote 172.16.0.2 dstport 6082
                ip link add link eth1 name eth1.5 type vlan id 5
                ip -d link""");
        assertTrue(links.contains("geneve id 9 remote 172.16.0.2"), links);
        assertTrue(links.contains("vlan protocol 802.1Q id 5"), links);
    }

    @Test
    void every_kernel_module_that_networks_need_can_be_loaded() {
        lab().loadModules(List.of(
                "cls_flower",
                "act_tunnel_key",
                "geneve",
                "8021q",
                "vxlan",
                "sch_tbf",
                "sch_htb",
                "act_mirred",
                "act_gact",
                "act_police",
                "cls_u32",
                "cls_bpf",
                "cls_matchall",
                "ifb",
                "dummy",
                "bridge",
                "br_netfilter",
                "sch_ingress"));
        assertTrue(in("cat /proc/modules").contains("act_police"));
    }

    @Test
    void the_jdk_of_this_build_runs_in_the_guest() {
        CommandResult java = lab().ssh(lab().host("b"), System.getProperty("java.home") + "/bin/java -version");
        assertEquals(0, java.exit(), java.err());
        assertTrue(java.err().contains(System.getProperty("java.version")), java.err());
    }

    @Test
    void the_machines_own_files_cannot_be_written_but_the_guest_can_write_everywhere() {
        String made = "/var/lib/lsdn /tmp/of-the-guest /root/.ssh/of-the-guest /run/of-the-guest";
        in("mkdir -p " + made + " && ls -d " + made);
        assertFalse(Files.exists(java.nio.file.Path.of("/root/.ssh/of-the-guest")));
        assertFalse(Files.exists(java.nio.file.Path.of("/tmp/of-the-guest")));
    }

    private String in(String script) {
        return lab().run(lab().host("a"), "set -e\n" + script).output();
    }
}
