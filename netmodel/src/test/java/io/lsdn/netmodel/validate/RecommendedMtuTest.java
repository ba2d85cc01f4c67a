package io.lsdn.netmodel.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecommendedMtuTest {
    private static final List<Settings> TUNNELS = List.of(
            new Settings.VxlanMcast("m", new Ipv4Address(0xef010101), 4789),
            new Settings.VxlanE2e("e", 4789),
            new Settings.VxlanStatic("s", 4789),
            new Settings.Geneve("g", 6081),
            new Settings.GeneveE2e("ge", 6081));

    @Test
    void tunnelsTake50BytesOverIpv4And70OverIpv6() {
        for (Settings tunnel : TUNNELS) {
            assertEquals(1450, RecommendedMtu.of(tunnel, 32, 1500), tunnel.type());
            assertEquals(8930, RecommendedMtu.of(tunnel, 128, 9000), tunnel.type());
        }
    }

    @Test
    void whatIsNotTunnelledKeepsTheUnderlaysMtu() {
        assertEquals(1500, RecommendedMtu.of(new Settings.Direct("d"), 32, 1500));
        assertEquals(9000, RecommendedMtu.of(new Settings.Vlan("v"), 32, 9000));
    }
}
