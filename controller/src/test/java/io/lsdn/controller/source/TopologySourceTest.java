package io.lsdn.controller.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.SourceLocation;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.validate.ObjectPath;
import io.lsdn.netmodel.validate.Unsupported;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What golden cases can not show. */
final class TopologySourceTest {
    private static final String SMALL = """
            context: written
            settings: {default: {type: vxlan/e2e}}
            physes:
              a.example: {ip: 172.16.0.1}
            nets:
              1:
                virts:
                  v: {phys: a.example, if: tap0}
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theContextOfTheCommandLineWins() throws Exception {
        assertEquals("given", topology(load(SMALL, Optional.of("given"), "-")).context());
        assertEquals("written", topology(load(SMALL, Optional.empty(), "-")).context());
    }

    @Test
    void aWrongContextOfTheCommandLineHasNoPlaceInAFile() throws Exception {
        var rejected = assertInstanceOf(LoadResult.Rejected.class, load(SMALL, Optional.of("Not One"), "-"));
        assertEquals(
                List.of(Optional.empty()),
                rejected.diagnostics().stream().map(Diagnostic::location).toList());
    }

    @Test
    void everyObjectAndAttributeHasItsPlace() throws Exception {
        var loaded = assertInstanceOf(LoadResult.Loaded.class, load(SMALL, Optional.empty(), "-"));
        assertEquals(
                "<stdin>:8:17",
                place(loaded.locations().of(ObjectPath.virt("1", "v").child("phys"))));
        assertEquals("<stdin>:8:7", place(loaded.locations().of("nets.1.virts.v")));
        assertEquals(
                "<stdin>:8:7",
                place(loaded.locations().of("nets.1.virts.v.mac")),
                "what is missing stands in its object");
        assertEquals("<stdin>:4:19", place(loaded.locations().of("physes.a.example.ip")));
        assertEquals("<stdin>:1:10", place(loaded.locations().of("context")));
        assertEquals(Optional.empty(), loaded.locations().of("physes.b.ip"));
        assertEquals(Optional.empty(), loaded.locations().of(ObjectPath.net("11")));
    }

    @Test
    void whatAProgramStartedDiesWithIt() throws Exception {
        Path pid = directory.resolve("pid");
        program("topo", "sleep 600 & echo $! > " + pid + "; echo '{}'; wait");
        var environment = environment("", Duration.ofMillis(1_500));
        assertInstanceOf(
                LoadResult.Rejected.class, TopologySource.load(List.of("topo"), Optional.empty(), environment));
        // Under great load the shell may not have come that far; then there is nothing to outlive it.
        if (Files.exists(pid) && !Files.readString(pid).isBlank()) {
            Optional<ProcessHandle> child =
                    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
            child.ifPresent(c -> c.onExit().orTimeout(30, TimeUnit.SECONDS).join());
            assertFalse(child.map(ProcessHandle::isAlive).orElse(false));
        }
    }

    @Test
    void anExecutableTextIsNoProgram() throws Exception {
        Path file = directory.resolve("topo");
        Files.writeString(file, SMALL);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertEquals("written", topology(load("", Optional.empty(), "topo")).context());
    }

    @Test
    void aProgramThatComplainsAtLengthIsNotHeldUp() throws Exception {
        program("topo", "yes complaint | head -c 1000000 >&2; echo '{physes: {a: {}}}'");
        assertTrue(topology(load("", Optional.empty(), "topo")).physes().containsKey("a"));
    }

    @Test
    void aMarkOfUtf8IsNoText() throws Exception {
        assertEquals(
                "written",
                topology(load("\uFEFF" + SMALL, Optional.empty(), "-")).context());
    }

    private void program(String name, String script) throws Exception {
        Path file = directory.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private LoadResult load(String stdin, Optional<String> context, String... arguments) throws Exception {
        return TopologySource.load(List.of(arguments), context, environment(stdin, Duration.ofSeconds(60)));
    }

    private SourceEnvironment environment(String stdin, Duration limit) {
        return new SourceEnvironment(
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)), directory, limit, Unsupported.NOW);
    }

    private static Topology topology(LoadResult result) {
        return assertInstanceOf(LoadResult.Loaded.class, result).topology();
    }

    private static String place(Optional<SourceLocation> location) {
        return location.map(SourceLocation::toString).orElse("nowhere");
    }
}
