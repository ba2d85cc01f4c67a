package io.lsdn.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lsdn.controller.source.LoadResult;
import io.lsdn.controller.source.SourceEnvironment;
import io.lsdn.controller.source.TopologySource;
import io.lsdn.controller.writing.LsctlText;
import io.lsdn.controller.writing.TopologyText;
import io.lsdn.hostrunner.fake.Topologies;
import io.lsdn.netmodel.compile.Compiler;
import io.lsdn.netmodel.diagnostic.Severity;
import io.lsdn.netmodel.draft.Draft;
import io.lsdn.netmodel.draft.NetDraft;
import io.lsdn.netmodel.draft.VirtDraft;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Parsed;
import io.lsdn.netmodel.topology.Rate;
import io.lsdn.netmodel.topology.Rule;
import io.lsdn.netmodel.topology.Subnet;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.validate.Unsupported;
import io.lsdn.netmodel.validate.Validator;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Topologies by chance, written in every language and from each into every other, still make the same kernel objects on every phys.
 * {@code -Dlsdn.seed=N} repeats one.
 */
final class ConversionTest {
    private static final int COUNT = 8;
    private static final List<String> FORMATS = List.of("yaml", "json", "lsctl");
    /** Names that the kernel takes, and that mean something to Tcl, YAML or JSON. */
    private static final List<String> INTERFACES = List.of(
            "$x", "[exit]", "a\"b", "{", "}{", "#1", "a;b", "\\n", "yes", "0x10", "-if", "~", "ünï", "& *", "tap%d");

    @TempDir
    private Path directory;

    static Stream<Long> seeds() {
        Long one = Long.getLong("lsdn.seed");
        return one != null
                ? Stream.of(one)
                : new Random().longs(COUNT, 0, Integer.MAX_VALUE).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void by_every_way_through_the_languages_it_stays_the_same(long seed) throws Exception {
        System.out.println("seed " + seed);
        Topology meant = valid(new Random(seed));
        for (String first : FORMATS) {
            Topology once = load(first, meant);
            assertSame(meant, once, "seed " + seed + ", " + first);
            for (String second : FORMATS) {
                assertSame(meant, load(second, once), "seed " + seed + ", " + first + " to " + second);
            }
        }
    }

    private static void assertSame(Topology meant, Topology read, String what) {
        assertEquals(meant.physes(), read.physes(), what);
        assertEquals(meant.context(), read.context(), what);
        for (String phys : meant.physes().keySet()) {
            assertEquals(compiled(meant, phys), compiled(read, phys), what + ", " + phys);
        }
    }

    private static Object compiled(Topology t, String phys) {
        return Compiler.compile(t.slice(Set.of(phys)), Set.of(phys));
    }

    private Topology load(String format, Topology topology) throws Exception {
        String text = switch (format) {
            case "yaml" -> TopologyText.yaml(topology);
            case "json" -> TopologyText.json(topology);
            default -> LsctlText.of(topology, Set.of()) + "commit\n";
        };
        Path file = Files.writeString(directory.resolve("written." + format), text);
        var environment = new SourceEnvironment(
                new ByteArrayInputStream(new byte[0]), directory, Duration.ofSeconds(60), Unsupported.NOTHING);
        LoadResult result = TopologySource.load(List.of(file.toString()), Optional.empty(), environment);
        return assertInstanceOf(LoadResult.Loaded.class, result, () -> result + "\n" + text)
                .topology();
    }

    private static Topology valid(Random random) {
        while (true) {
            Topology topology = random(random);
            if (Validator.validate(topology).stream().noneMatch(p -> p.severity() == Severity.ERROR)) {
                return topology;
            }
        }
    }

    private static Topology random(Random random) {
        Draft draft = Draft.of(Topologies.random(random)).context("ctx-" + random.nextInt(9));
        for (NetDraft net : draft.nets()) {
            net.portSecurity(random.nextInt(4) == 0).setMtu(random.nextBoolean());
            net.virts().forEach(v -> decorate(v, random));
        }
        return draft.topology();
    }

    private static void decorate(VirtDraft virt, Random random) {
        if (random.nextInt(3) == 0) {
            virt.interfaceName(INTERFACES.get(random.nextInt(INTERFACES.size())));
        }
        if (random.nextInt(3) == 0) {
            virt.rateIn(rate(random));
        }
        if (random.nextInt(3) == 0) {
            virt.rateOut(rate(random));
        }
        if (random.nextInt(4) == 0) {
            virt.portSecurity(random.nextBoolean());
        }
        if (random.nextInt(4) == 0) {
            virt.setMtu(random.nextBoolean());
        }
        for (int prio = random.nextInt(3); prio > 0; prio--) {
            virt.rule(rule(random, prio));
        }
    }

    private static Rate rate(Random random) {
        long avg = 8_000 + random.nextLong(1_000_000_000L);
        Optional<Long> burst = random.nextBoolean() ? Optional.of(9_216 + random.nextLong(1 << 20)) : Optional.empty();
        Optional<Long> peak = random.nextBoolean() ? Optional.of(avg + random.nextLong(1_000_000L)) : Optional.empty();
        return new Rate(avg, burst, peak);
    }

    private static Rule rule(Random random, int prio) {
        return new Rule(
                random.nextBoolean() ? Rule.Direction.IN : Rule.Direction.OUT,
                prio,
                random.nextBoolean() ? Rule.Action.DROP : Rule.Action.ACCEPT,
                chance(random, Subnet.parse(random.nextBoolean() ? "10.1.0.0/16" : "fd00:1::/48")),
                chance(random, Subnet.parse("10.2.3.4/32")).filter(_ -> random.nextInt(4) == 0),
                chance(random, MacAddress.parse("02:00:00:00:00:01")),
                chance(random, MacAddress.parse("02:00:00:00:00:02")));
    }

    private static <T> Optional<T> chance(Random random, Parsed<T> value) {
        return random.nextBoolean() ? value.toOptional() : Optional.empty();
    }
}
