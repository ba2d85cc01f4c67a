package io.lsdn.netmodel.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Ipv6Address;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Rate;
import io.lsdn.netmodel.topology.Rule;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Subnet;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CodecTest {
    private final Codec codec = new Codec();

    private static Topology everything() {
        var virt = new Virt(
                "web",
                "b",
                Optional.of("tap0"),
                Optional.of(new MacAddress(0xb1)),
                Optional.of(new Rate(10_000_000, Optional.of(65_536L), Optional.of(20_000_000L))),
                Optional.of(new Rate(5_000_000, Optional.empty(), Optional.empty())),
                List.of(new Rule(
                        Rule.Direction.IN,
                        3,
                        Rule.Action.DROP,
                        Optional.of(new Subnet(new Ipv4Address(0xc0a86200), 24)),
                        Optional.of(new Subnet(new Ipv6Address(0x2001_0db8_0000_0000L, 5), 128)),
                        Optional.of(new MacAddress(0xa1)),
                        Optional.of(new MacAddress(0xc1)))),
                Optional.of(true),
                Optional.of(false));
        var settings = new LinkedHashMap<String, Settings>();
        settings.put("d", new Settings.Direct("d"));
        settings.put("v", new Settings.Vlan("v"));
        settings.put("m", new Settings.VxlanMcast("m", new Ipv4Address(0xefefefef), 4790));
        settings.put("e", new Settings.VxlanE2e("e", 4791));
        settings.put("s", new Settings.VxlanStatic("s", 4792));
        settings.put("g", new Settings.Geneve("g", 6082));
        settings.put("h", new Settings.GeneveE2e("h", 6083));
        var net = new Net("1", 0xffffff, "e", new LinkedHashSet<>(List.of("b", "a")), Map.of("web", virt), true, false);
        return new Topology(
                "ctx",
                settings,
                Map.of(
                        "a", new Phys("a", Optional.of("eth0"), Optional.of(new Ipv4Address(0xac100001))),
                        "b", new Phys("b", Optional.empty(), Optional.empty())),
                Map.of("1", net));
    }

    @Test
    void what_is_encoded_decodes_to_the_same() throws WireException {
        var request = new Request.Prepare(everything(), Set.of("a", "b"), true);
        assertEquals(request, codec.decode(codec.encode(request, Request.class), Request.class));
    }

    @Test
    void equal_values_have_equal_bytes_whatever_their_order() {
        var there = new LinkedHashMap<String, Phys>();
        var back = new LinkedHashMap<String, Phys>();
        for (String n : List.of("x", "y", "z")) {
            there.put(n, new Phys(n, Optional.empty(), Optional.empty()));
        }
        for (String n : List.of("z", "y", "x")) {
            back.put(n, new Phys(n, Optional.empty(), Optional.empty()));
        }
        assertArrayEquals(
                codec.encode(new Topology("c", Map.of(), there, Map.of()), Topology.class),
                codec.encode(new Topology("c", Map.of(), back, Map.of()), Topology.class));
        assertArrayEquals(
                codec.encode(new Member("h", new LinkedHashSet<>(List.of("p", "q")), "i"), Member.class),
                codec.encode(new Member("h", new LinkedHashSet<>(List.of("q", "p")), "i"), Member.class));
    }

    @Test
    void numbers_of_every_size_survive() throws WireException {
        for (long n : List.of(0L, 1L, -1L, 63L, 64L, -65L, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE)) {
            var beat = new Request.Heartbeat(n);
            assertEquals(beat, codec.decode(codec.encode(beat, Request.class), Request.class));
        }
    }

    @Test
    void bytes_cut_anywhere_are_refused() {
        byte[] whole = codec.encode(new Request.Prepare(everything(), Set.of("a"), true), Request.class);
        for (int n = 0; n < whole.length; n++) {
            byte[] part = java.util.Arrays.copyOf(whole, n);
            assertThrows(WireException.class, () -> codec.decode(part, Request.class), "cut at " + n);
        }
    }

    @Test
    void trailing_bytes_are_refused() {
        byte[] whole = codec.encode(new Request.Bye(), Request.class);
        byte[] longer = java.util.Arrays.copyOf(whole, whole.length + 1);
        assertThrows(WireException.class, () -> codec.decode(longer, Request.class));
    }

    @Test
    void random_damage_is_refused_or_decodes_to_something_but_never_breaks() {
        long seed = Long.getLong("lsdn.seed", System.nanoTime());
        var random = new Random(seed);
        byte[] whole = codec.encode(new Request.Prepare(everything(), Set.of("a"), true), Request.class);
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = whole.clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                codec.decode(damaged, Request.class);
            } catch (WireException _) {
                // Refused: as it should be.
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", attempt " + i, e);
            }
        }
    }
}
