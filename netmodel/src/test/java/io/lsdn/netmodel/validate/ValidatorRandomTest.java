package io.lsdn.netmodel.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.compile.Compiler;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Ipv6Address;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random models from few values, so that they clash in every way. {@code -Dlsdn.seed=} repeats a run.
 */
final class ValidatorRandomTest {
    private static final int ROUNDS = 20_000;

    private final long seed = Optional.ofNullable(Long.getLong("lsdn.seed")).orElseGet(System::nanoTime);
    private final Random random = new Random(seed);

    @Test
    void whatHasNoErrorsCompilesForEveryPhysAndEveryProblemIsSaidOnce() {
        int valid = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Topology t = topology();
            List<Problem> problems = new ArrayList<>(Validator.validate(t));
            assertEquals(problems.size(), new HashSet<>(problems).size(), () -> "seed " + seed + " " + problems);
            assertEquals(problems, Validator.validate(t), () -> "seed " + seed);
            problems.addAll(Unsupported.NOW.check(t));
            if (problems.isEmpty()) {
                valid++;
                t.physes().keySet().forEach(p -> compiles(t, Set.of(p)));
            }
            if (problems.isEmpty()
                    && Validator.validateClaim(t, t.physes().keySet()).isEmpty()) {
                compiles(t, t.physes().keySet());
            }
        }
        assertTrue(valid > ROUNDS / 100, "too few valid models to mean anything: " + valid + ", seed " + seed);
        assertFalse(valid > ROUNDS / 2, "too few clashes to mean anything: " + valid + ", seed " + seed);
    }

    private void compiles(Topology t, Set<String> claimed) {
        try {
            assertEquals(
                    Compiler.compile(t, claimed), Compiler.compile(t.slice(claimed), claimed), () -> "seed " + seed);
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + claimed + " of " + t, e);
        }
    }

    private Topology topology() {
        Map<String, Settings> settings = new LinkedHashMap<>();
        for (String name : List.of("s", "t", "default")) {
            if (random.nextInt(8) > 0) {
                settings.put(name, settings(name));
            }
        }
        Map<String, Phys> physes = new LinkedHashMap<>();
        for (String name : List.of("a", "b", "c")) {
            physes.put(name, new Phys(name, sometimes("eth" + random.nextInt(2)), sometimes(ip())));
        }
        Map<String, Net> nets = new LinkedHashMap<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            nets.put("n" + n, net("n" + n));
        }
        return new Topology("lsdn", settings, physes, nets);
    }

    private Settings settings(String name) {
        int port = 4789 + random.nextInt(2);
        return switch (random.nextInt(9)) {
            case 0, 1 -> new Settings.Direct(name);
            case 2 -> new Settings.Vlan(name);
            case 3, 4 -> new Settings.VxlanMcast(name, new Ipv4Address(0xef000001 + random.nextInt(2)), port);
            case 5, 6 -> new Settings.VxlanE2e(name, port);
            case 7 -> new Settings.VxlanStatic(name, port);
            default -> random.nextBoolean() ? new Settings.Geneve(name, port) : new Settings.GeneveE2e(name, port);
        };
    }

    private IpAddress ip() {
        int host = 1 + random.nextInt(40);
        return random.nextInt(20) == 0 ? new Ipv6Address(0xfd00L << 48, host) : new Ipv4Address(0xac100000 + host);
    }

    private Net net(String name) {
        Set<String> attach = new LinkedHashSet<>();
        Map<String, Virt> virts = new LinkedHashMap<>();
        for (int v = random.nextInt(3); v > 0; v--) {
            Virt virt = virt("v" + v);
            virts.put(virt.name(), virt);
            if (random.nextInt(20) > 0) {
                attach.add(virt.phys());
            }
        }
        attach.add(pick("a", "b", "c"));
        return new Net(name, random.nextInt(5), pick("s", "t", "default"), attach, virts, false, false);
    }

    private Virt virt(String name) {
        return new Virt(
                name,
                random.nextInt(30) == 0 ? "nobody" : pick("a", "b", "c"),
                sometimes("tap" + random.nextInt(8)),
                sometimes(new MacAddress(0x020000000000L + random.nextInt(20))),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private <T> Optional<T> sometimes(T value) {
        return random.nextInt(12) == 0 ? Optional.empty() : Optional.of(value);
    }

    private String pick(String... names) {
        return Arrays.asList(names).get(random.nextInt(names.length));
    }
}
