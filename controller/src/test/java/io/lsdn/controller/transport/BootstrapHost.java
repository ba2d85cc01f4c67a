package io.lsdn.controller.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lsdn.controller.transport.BootstrapResult.Failed;
import io.lsdn.controller.transport.BootstrapResult.Started;
import io.lsdn.controller.transport.local.LocalConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A host of the bootstrap script: this machine, with a directory of its own and the login shell that a test gives it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BootstrapHost {
    RunnerJar jar;
    Path root;
    Path dir;

    @BeforeAll
    void compile() throws IOException {
        jar = StandInRunner.jar(400_000);
    }

    @BeforeEach
    void make() throws IOException {
        root = Files.createTempDirectory(Path.of("/tmp"), "bootstrap");
        dir = root.resolve("lsdn");
    }

    @AfterEach
    void remove() throws Exception {
        run("rm", "-rf", "--one-file-system", root.toString());
    }

    Path cached() {
        return dir.resolve("cache/runner-" + jar.sha256() + ".jar");
    }

    BootstrapSettings settings() {
        return BootstrapSettings.of(new HostPath(dir.toString()));
    }

    BootstrapResult start(Path shell, BootstrapSettings settings) {
        return new RunnerBootstrap(jar, Optional.empty()).start(new LocalConnection(shell.toString()), settings);
    }

    Failed failed(Path shell, BootstrapSettings settings) {
        return assertInstanceOf(Failed.class, start(shell, settings));
    }

    static void end(Started started) throws Exception {
        try (var process = started.process()) {
            process.stdin().close();
            assertEquals(OptionalInt.of(7), process.waitFor(Duration.ofSeconds(30)));
        }
    }

    /** A login shell. */
    Path script(String name, String body) throws IOException {
        Path file = Files.writeString(root.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    Path busybox() throws Exception {
        Path bin = Files.createDirectories(root.resolve("busybox"));
        run("busybox", "--install", "-s", bin.toString());
        return script("busybox-sh", "PATH=" + bin + ":$PATH; export PATH; exec sh \"$@\"");
    }

    static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
    }
}
