package io.lsdn.hostrunner.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.hostrunner.apply.KernelFeature;
import io.lsdn.hostrunner.fake.FakeMachine;
import io.lsdn.hostrunner.fake.Topologies;
import io.lsdn.netmodel.compile.Compiler;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeaturesTest {
    private static final Set<String> CLAIMED = Set.of("a");

    private final FakeMachine machine = new FakeMachine(Topologies.kernelOfA(), Path.of("unused"));

    /** The e2e topology with other settings for its one net, and a virt with a MAC. */
    private static Topology of(Settings settings) {
        Topology e2e = Topologies.e2e("tap0");
        Virt plain = Topologies.virt("v", "a", "tap0");
        var virt = new Virt(
                plain.name(),
                plain.phys(),
                plain.interfaceName(),
                Optional.of(new MacAddress(0x0200_0000_0001L)),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        var net = new Net("shop", 7, "default", e2e.physes().keySet(), Map.of("v", virt), false, false);
        return new Topology("lsdn", Map.of("default", settings), e2e.physes(), Map.of("shop", net));
    }

    private List<String> missing(Topology topology) throws Exception {
        List<PlannedChange> plan = Compiler.compile(topology, CLAIMED).objects().values().stream()
                .map(o -> new PlannedChange(Stage.MAKE, Change.add(o)))
                .toList();
        return Features.missing(machine, topology, CLAIMED, plan).stream()
                .map(Fault::message)
                .toList();
    }

    @Test
    void a_classifier_that_is_missing_is_named_with_its_option_and_the_settings_that_need_it() throws Exception {
        machine.lack(Set.of(new KernelFeature(KernelFeature.Sort.CLASSIFIER, "flower")));
        assertEquals(
                List.of("kernel 6.1.0-fake has no tc classifier 'flower' (CONFIG_NET_CLS_FLOWER), needed by settings"
                        + " 'default' (geneve)"),
                missing(of(new Settings.Geneve("default", 6081))));
    }

    @Test
    void so_are_link_types_and_actions() throws Exception {
        machine.lack(Set.of(
                new KernelFeature(KernelFeature.Sort.LINK_TYPE, "vlan"),
                new KernelFeature(KernelFeature.Sort.ACTION, "tunnel_key")));
        assertEquals(
                List.of(
                        "kernel 6.1.0-fake has no link type 'vlan' (CONFIG_VLAN_8021Q), needed by settings 'default' (vlan)"),
                missing(of(new Settings.Vlan("default"))));
        assertEquals(
                List.of(
                        "kernel 6.1.0-fake has no tc action 'tunnel_key' (CONFIG_NET_ACT_TUNNEL_KEY), needed by settings"
                                + " 'default' (vxlan/static)"),
                missing(of(new Settings.VxlanStatic("default", 4789))));
    }

    @Test
    void what_nothing_needs_may_be_missing() throws Exception {
        machine.lack(Set.of(new KernelFeature(KernelFeature.Sort.CLASSIFIER, "flower")));
        assertEquals(List.of(), missing(of(new Settings.VxlanE2e("default", 4789))));
    }
}
