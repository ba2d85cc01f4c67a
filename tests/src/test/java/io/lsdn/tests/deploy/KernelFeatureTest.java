package io.lsdn.tests.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.LabVirt;
import io.lsdn.tests.lab.NamespaceLab;
import io.lsdn.tests.lab.Needs;
import io.lsdn.tests.labkernel.KernelFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A topology that this machine's kernel can not serve is refused before anything is changed; one that it can is committed. */
@Timeout(300)
final class KernelFeatureTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void what_the_kernel_lacks_is_named_before_anything_is_changed_anywhere() throws Exception {
        Needs.namespaces();
        try (Lab lab = NamespaceLab.open(LabSpec.of("a", "b"))) {
            for (LabHost host : lab.hosts()) {
                lab.addVirt(LabVirt.of("v" + host.name(), host.name(), "tap1", "02:00:00:00:00:0" + host.number()));
            }
            Map<String, Set<String>> before = HostState.all(lab);
            Cli.Ended ended = deploy(lab);
            List<KernelFeature> missing = KernelFeature.missingHere(
                    List.of(KernelFeature.FLOWER, KernelFeature.TUNNEL_KEY, KernelFeature.GENEVE));
            if (missing.isEmpty()) {
                assertEquals("committed", ended.outcome(), ended.err());
                return;
            }
            assertEquals(2, ended.exit(), ended.err());
            assertEquals("failed", ended.outcome());
            for (LabHost host : lab.hosts()) {
                String said = ended.json()
                        .getAsJsonObject("hosts")
                        .getAsJsonObject(host.name())
                        .getAsJsonObject("error")
                        .toString();
                assertTrue(said.contains("kernel-feature-missing"), said);
                missing.forEach(feature -> assertTrue(said.contains(words(feature)), said));
            }
            assertEquals(List.of(), HostState.differences(before, HostState.all(lab)));
        }
    }

    /** What the message says of it. */
    private static String words(KernelFeature feature) {
        String what = switch (feature) {
            case FLOWER -> "tc classifier 'flower' (CONFIG_NET_CLS_FLOWER)";
            case TUNNEL_KEY -> "tc action 'tunnel_key' (CONFIG_NET_ACT_TUNNEL_KEY)";
            default -> "link type 'geneve' (CONFIG_GENEVE)";
        };
        return "kernel " + System.getProperty("os.version") + " has no " + what
                + ", needed by settings 'default' (geneve)";
    }

    private Cli.Ended deploy(Lab lab) throws Exception {
        Path topology = Files.writeString(directory.resolve("topo.yaml"), """
                settings: {default: {type: geneve}}
                physes:
                  a: {if: eth0, ip: 172.16.0.1}
                  b: {if: eth0, ip: 172.16.0.2}
                nets:
                  shop:
                    vid: 1
                    virts:
                      va: {phys: a, if: tap1, mac: '02:00:00:00:00:01'}
                      vb: {phys: b, if: tap1, mac: '02:00:00:00:00:02'}
                """);
        return Cli.run(
                directory,
                "-i",
                lab.inventory().toString(),
                "-o",
                "json",
                "--confirm-timeout",
                "30s",
                topology.toString());
    }
}
