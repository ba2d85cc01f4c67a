package io.lsdn.controller.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.transport.BootstrapResult.Started;
import io.lsdn.controller.transport.local.LocalConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RunnerBootstrapTest {
    private RunnerJar jar;
    private Path root;
    private Path dir;

    @BeforeAll
    void compile() throws IOException {
        jar = StandInRunner.jar(300_000);
    }

    @BeforeEach
    void make() throws IOException {
        root = Files.createTempDirectory(Path.of("/tmp"), "bootstrap");
        dir = root.resolve("lsdn");
    }

    @AfterEach
    void remove() throws Exception {
        new ProcessBuilder("rm", "-rf", root.toString()).start().waitFor();
    }

    @Test
    void ships_the_jar_once_and_starts_the_runner() throws Exception {
        try (var first = started().process()) {
            assertEquals("runner " + dir, StandInRunner.line(first.stdout()));
        }
        var second = started();
        assertFalse(second.shipped());
        try (var process = second.process()) {
            assertEquals("runner " + dir, StandInRunner.line(process.stdout()));
            byte[] frame = {0, 1, 2, 10, 13, (byte) 0xff};
            process.stdin().write(frame);
            process.stdin().flush();
            assertArrayEquals(frame, process.stdout().readNBytes(frame.length));
            process.stdin().close();
            assertEquals(OptionalInt.of(7), process.waitFor(Duration.ofSeconds(30)));
            assertEquals("log\n", new String(process.stderr().readAllBytes(), UTF_8));
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dir)));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(cached())));
    }

    @Test
    void tells_the_same_instance_every_time() throws Exception {
        String first = end(started()).instance();
        assertTrue(first.matches("[0-9a-f-]{36}"), first);
        assertEquals(first, end(started()).instance());
    }

    @Test
    void replaces_a_torn_and_an_altered_jar() throws Exception {
        end(started());
        byte[] good = Files.readAllBytes(cached());
        Files.write(cached(), java.util.Arrays.copyOf(good, 1000));
        assertTrue(startedAndEnded().shipped());
        assertArrayEquals(good, Files.readAllBytes(cached()));
        byte[] altered = good.clone();
        altered[500] ^= 1;
        Files.write(cached(), altered);
        assertTrue(startedAndEnded().shipped());
        assertArrayEquals(good, Files.readAllBytes(cached()));
    }

    @Test
    void ships_a_class_archive_that_this_java_made_and_the_host_java_uses_it() throws Exception {
        Path made = root.resolve("made.jsa");
        var training = settings().withJavaOptions(RunnerArchive.trainingOptions(made));
        end(assertInstanceOf(
                Started.class, new RunnerBootstrap(jar, Optional.empty()).start(new LocalConnection(), training)));
        var archive = RunnerArchive.ofThisJava(Files.readAllBytes(made));
        dir = root.resolve("elsewhere");
        var bootstrap = new RunnerBootstrap(jar, Optional.of(archive));
        Path log = root.resolve("classes.log");
        var logging = settings().withJavaOptions(List.of("-Xlog:class+load:file=" + log));
        end(assertInstanceOf(Started.class, bootstrap.start(new LocalConnection(), logging)));
        assertTrue(Files.readString(log).contains(" Runner source: shared objects file"), "the archive was not used");
        assertTrue(Files.exists(dir.resolve("cache/runner-" + jar.sha256() + "-" + archive.sha256() + ".jsa")));
    }

    private BootstrapSettings settings() {
        return BootstrapSettings.of(new HostPath(dir.toString()));
    }

    private Path cached() {
        return dir.resolve("cache/runner-" + jar.sha256() + ".jar");
    }

    private Started startedAndEnded() throws Exception {
        Started started = started();
        end(started);
        return started;
    }

    private static HostFacts end(Started started) throws Exception {
        try (var process = started.process()) {
            process.stdin().close();
            assertEquals(OptionalInt.of(7), process.waitFor(Duration.ofSeconds(30)));
        }
        return started.facts();
    }

    private Started started() {
        return assertInstanceOf(Started.class, start());
    }

    private BootstrapResult start() {
        return new RunnerBootstrap(jar, Optional.empty()).start(new LocalConnection(), settings());
    }
}
