package io.lsdn.hostrunner.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.hostrunner.apply.KernelFeature;
import io.lsdn.hostrunner.apply.KernelFeature.Sort;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class KernelFeaturesTest {
    private static final Set<KernelFeature> ALL = Stream.of(
                    Stream.of("bridge", "vxlan", "geneve", "veth", "vlan")
                            .map(w -> new KernelFeature(Sort.LINK_TYPE, w)),
                    Stream.of("clsact", "tbf").map(w -> new KernelFeature(Sort.QDISC, w)),
                    Stream.of("flower", "u32", "bpf", "matchall").map(w -> new KernelFeature(Sort.CLASSIFIER, w)),
                    Stream.of("mirred", "tunnel_key", "gact").map(w -> new KernelFeature(Sort.ACTION, w)))
            .flatMap(s -> s)
            .collect(Collectors.toSet());

    @Test
    void what_no_kernel_has_is_missing() throws Exception {
        Namespaces.needRoot();
        Set<KernelFeature> invented = Set.of(
                new KernelFeature(Sort.LINK_TYPE, "lsdnnolink"),
                new KernelFeature(Sort.QDISC, "lsdnnoqdisc"),
                new KernelFeature(Sort.CLASSIFIER, "lsdnnofilter"),
                new KernelFeature(Sort.ACTION, "lsdnnoaction"));
        assertEquals(invented, KernelFeatures.missing(invented));
    }

    @Test
    void what_is_missing_agrees_with_the_kernels_configuration() throws Exception {
        Namespaces.needRoot();
        Path config = Path.of("/proc/config.gz");
        Namespaces.need(Files.exists(config), "a kernel that tells its configuration");
        Set<String> built;
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(config)), StandardCharsets.UTF_8))) {
            built = reader.lines()
                    .filter(line -> line.startsWith("CONFIG_"))
                    .map(line -> line.substring(0, line.indexOf('=')))
                    .collect(Collectors.toSet());
        }
        var expected = new HashSet<>(ALL);
        expected.removeIf(feature -> built.contains(feature.option().orElseThrow()));
        assertEquals(expected, KernelFeatures.missing(ALL));
    }

    @Test
    void a_feature_is_named_with_its_option() {
        assertEquals(
                "tc classifier 'flower' (CONFIG_NET_CLS_FLOWER)",
                new KernelFeature(Sort.CLASSIFIER, "flower").toString());
    }
}
