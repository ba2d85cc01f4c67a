package io.lsdn.controller.cli;

import io.lsdn.controller.lab.LoopbackSshd;
import io.lsdn.controller.rollout.RolloutOutcome;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.controller.state.Invocation;
import io.lsdn.controller.state.Recording;
import io.lsdn.controller.state.RolloutEntry;
import io.lsdn.controller.state.StateDirectory;
import io.lsdn.controller.transport.RunnerJar;
import io.lsdn.controller.transport.RunnerTraining;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sqlite.JDBC;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Does what users do, so that the JVM's AOT cache (JEP 483, JEP 514, JEP 515) holds the classes of it and no others, which
 * would be loaded at every start too; and makes the runner's class archive. Started by {@code bin/build-launch} with the
 * directory of the jars; changes nothing of the machine.
 */
public final class AotTraining {
    private AotTraining() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        // The first: a rollout ships what comes of it.
        try {
            if (!RunnerTraining.train(RunnerJar.carried(), directory)) {
                System.err.println("the runner's class archive is of no whole rollout; it will start slower");
            }
        } catch (IOException e) {
            System.err.println("no class archive for the runner, which will start slower: " + e.getMessage());
        }
        Path scratch = Files.createTempDirectory("lsdn-training-");
        try (var sshd = new Closing(LoopbackSshd.open(scratch))) {
            System.setProperty(Gates.ARCHIVES, directory.toString());
            remember(scratch, directory);
            runCommands(
                    scratch, sshd.login().map(LoopbackSshd::variables).orElse("ansible_host=127.0.0.1 ansible_port=1"));
        } finally {
            remove(scratch);
        }
    }

    private record Closing(Optional<LoopbackSshd> login) implements AutoCloseable {
        @Override
        public void close() {
            login.ifPresent(LoopbackSshd::close);
        }
    }

    /** What users do most, with this machine as the host that a rollout looks at; {@code --check} changes nothing. */
    private static void runCommands(Path scratch, String login) throws IOException {
        Files.writeString(scratch.resolve("hosts.ini"), "a lsdn_dir=" + scratch.resolve("host") + " " + login + "\n");
        Files.writeString(scratch.resolve("topo.yaml"), """
                context: training
                settings: {default: {type: vxlan/e2e, port: 47890}}
                physes:
                  a: {if: lo, ip: 127.0.0.1}
                nets:
                  n: {vid: 1, virts: {v: {phys: a, if: lsdn-training}}}
                """);
        Files.writeString(scratch.resolve("topo.lsctl"), """
                settings vxlan/e2e
                phys -name a -if lo -ip 127.0.0.1
                net 1 { attach a; virt -name v -phys a -if lsdn-training { rule in 1 drop -srcIp 10.0.0.0/8 } }
                validate
                """);
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        for (boolean terminal : List.of(true, false)) {
            var surroundings = new Surroundings(
                    nowhere,
                    nowhere,
                    Map.of(),
                    scratch,
                    scratch,
                    new Terminal(false, terminal, terminal),
                    new Interrupts());
            int script = new LsctlProgram(surroundings).run(List.of("topo.lsctl"));
            System.err.println("a script ended with " + script);
            for (var run : List.of(
                    List.of("--version"),
                    List.of("--help"),
                    List.of("history"),
                    List.of("validate", "topo.yaml"),
                    List.of("--check", "--diff", "--pending", "-i", "hosts.ini", "topo.yaml"),
                    List.of("-o", "json", "--check", "--pending", "-i", "hosts.ini", "topo.yaml"))) {
                int exit = new Program(surroundings).run(run);
                System.err.println(run + " ended with " + exit);
            }
        }
    }

    /** A rollout is written down in a database: its library is laid beside the jars, so that no start has to unpack it. */
    private static void remember(Path scratch, Path directory) throws IOException {
        String library = LibraryLoaderUtil.getNativeLibName();
        try (InputStream in =
                JDBC.class.getResourceAsStream(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + library)) {
            if (in != null) {
                Files.copy(in, directory.resolve(library));
                System.setProperty("org.sqlite.lib.path", directory.toString());
            }
        }
        var entry = new RolloutEntry(
                Holders.me(),
                "training",
                "deploy",
                Optional.empty(),
                1,
                Set.of("a"),
                new Invocation("/", List.of(), Optional.empty(), Optional.empty(), false));
        try (var recording = Recording.begin(new StateDirectory(scratch.resolve(".lsdn")), () -> entry)) {
            recording.ended(new RolloutResult(
                    entry.holder().rollout(),
                    "training",
                    RolloutOutcome.UNCHANGED,
                    Duration.ZERO,
                    Map.of(),
                    List.of(),
                    false,
                    false));
        }
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
