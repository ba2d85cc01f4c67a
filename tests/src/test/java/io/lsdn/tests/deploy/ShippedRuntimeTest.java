package io.lsdn.tests.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.transport.RunnerJar;
import io.lsdn.controller.transport.runtime.Runtimes;
import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.OwnMounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts without any Java get one, once, that this machine's JDK makes of itself. */
@Tag("namespaces")
@Timeout(900)
final class ShippedRuntimeTest {
    /** One for all tests: it takes some seconds to make a runtime. */
    private static final Path CACHE =
            Path.of("/tmp", "lsdn-runtimes-" + ProcessHandle.current().pid());

    @TempDir
    private Path directory;

    private final TwoHosts hosts;
    private final Lab lab;

    ShippedRuntimeTest() {
        hosts = new TwoHosts();
        lab = hosts.lab();
    }

    @BeforeEach
    void hideJava() throws IOException {
        Files.writeString(directory.resolve("topo.yaml"), TwoHosts.TOPOLOGY);
        for (LabHost h : lab.hosts()) {
            OwnMounts.of(lab, h, hideEveryJava(), "-o SetEnv=JAVA_HOME=");
            assertEquals(
                    "none\n",
                    lab.ssh(h, "command -v java || ls /usr/lib/jvm/* 2>/dev/null || echo none")
                            .output());
        }
    }

    /** What is on PATH is made a file that cannot be run; the directories of Javas are empty. */
    private static String hideEveryJava() {
        return """
                for d in /usr/lib/jvm /usr/java /opt; do [ ! -d $d ] || mount -t tmpfs none $d; done
                for d in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin; do
                    [ ! -e $d/java ] || mount --bind -o noexec /dev/null $(readlink -f $d/java)
                done
                """;
    }

    @AfterAll
    static void remove() throws Exception {
        new ProcessBuilder("rm", "-rf", CACHE.toString()).start().waitFor();
    }

    @AfterEach
    void close() {
        hosts.close();
    }

    private Cli.Ended deploy(String... more) throws Exception {
        var arguments = new ArrayList<>(List.of("-i", lab.inventory().toString(), "-o", "json", "-v"));
        arguments.addAll(List.of(more));
        arguments.add("topo.yaml");
        return Cli.run(directory, "-Duser.home=" + CACHE, arguments);
    }

    private static List<Path> files(Path directory, String pattern) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(f -> f.getFileName().toString().matches(pattern)).toList();
        }
    }

    private Path runtimeOf(String host) throws IOException {
        List<Path> found = files(Path.of(lab.host(host).lsdnDir(), "cache"), "runtime-[0-9a-f]{64}");
        assertEquals(1, found.size(), found.toString());
        return found.getFirst();
    }

    @Test
    void it_holds_the_modules_that_the_runner_needs_and_no_more() throws IOException {
        Path jar = directory.resolve("runner.jar");
        RunnerJar.carried().writeTo(jar);
        var said = new StringWriter();
        var out = new PrintWriter(said);
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        assertEquals(0, jdeps.run(out, out, "--print-module-deps", "--ignore-missing-deps", jar.toString()));
        assertEquals(String.join(",", Runtimes.MODULES), said.toString().strip());
    }

    @Test
    void it_is_made_once_and_sent_once_and_what_is_torn_is_sent_again() throws Exception {
        long began = System.nanoTime();
        Cli.Ended first = deploy();
        long firstMillis = (System.nanoTime() - began) / 1_000_000;
        assertEquals(0, first.exit(), first.err() + first.out());
        assertEquals("committed", first.outcome());
        assertTrue(hosts.areConnected());
        List<Path> packed = files(CACHE, "runtime.*\\.tar\\.gz");
        assertEquals(1, packed.size(), packed.toString());
        long size = Files.size(packed.getFirst());
        assertTrue(size < 25_000_000, size + " bytes");
        Object made = Files.getLastModifiedTime(packed.getFirst());

        Path runtime = runtimeOf("b");
        Object inode = Files.getAttribute(runtime.resolve("bin/java"), "unix:ino");
        began = System.nanoTime();
        assertEquals("unchanged", deploy().outcome());
        long secondMillis = (System.nanoTime() - began) / 1_000_000;
        assertEquals(inode, Files.getAttribute(runtime.resolve("bin/java"), "unix:ino"), "the same as before");
        System.out.println(
                "packed " + size + " bytes; first rollout " + firstMillis + " ms, second " + secondMillis + " ms");

        Path modules = runtime.resolve("lib/modules");
        byte[] bytes = Files.readAllBytes(modules);
        bytes[bytes.length / 2] ^= 1;
        Files.write(modules, bytes);
        Files.delete(runtimeOf("a").resolve("lib/server/libjvm.so"));
        assertEquals("unchanged", deploy().outcome());
        bytes[bytes.length / 2] ^= 1;
        assertEquals(
                -1,
                java.util.Arrays.mismatch(
                        bytes, Files.readAllBytes(runtimeOf("b").resolve("lib/modules"))));
        assertTrue(Files.exists(runtimeOf("a").resolve("lib/server/libjvm.so")));
        assertEquals(made, Files.getLastModifiedTime(packed.getFirst()), "it is made once");
    }

    @Test
    void a_file_may_be_given_and_a_wrong_one_is_told_before_anything_is_contacted() throws Exception {
        Path text = Files.writeString(directory.resolve("jre.tar.gz"), "no archive");
        Cli.Ended wrong = deploy("--runtime", text.toString());
        assertEquals(5, wrong.exit(), wrong.err());
        assertTrue(wrong.err().contains(text + " is no whole .tar.gz"), wrong.err());

        Path home = Path.of(System.getProperty("java.home"));
        Path jre = directory.resolve("jdk-25.tar.gz");
        String pack = "cd " + home.getParent() + " && tar -czf " + jre + " --exclude=src.zip --exclude='*.jsa' "
                + "--exclude=demo --exclude=jmods --exclude=lib/ct.sym " + home.getFileName();
        assertEquals(0, new ProcessBuilder("sh", "-c", pack).start().waitFor());
        Cli.Ended given = deploy("--runtime", jre.toString());
        assertEquals(0, given.exit(), given.err() + given.out());
        assertTrue(Files.exists(runtimeOf("a").resolve(home.getFileName()).resolve("bin/java")));
    }

    @Test
    void lsdn_java_that_is_not_there_is_told_and_none_is_shipped() throws Exception {
        List<Set<String>> before =
                lab.hosts().stream().map(h -> HostState.of(lab, h)).toList();
        String hosts = Files.readString(lab.inventory()) + "\n[lab:vars]\nlsdn_java=/opt/jdk\n";
        Path inventory = Files.writeString(directory.resolve("hosts.ini"), hosts);
        Cli.Ended failed = Cli.run(directory, "-i", inventory.toString(), "-o", "json", "topo.yaml");
        assertEquals(2, failed.exit(), failed.out());
        assertTrue(failed.out().contains("no Java 25 or later at lsdn_java /opt/jdk"), failed.out());
        assertEquals(before, lab.hosts().stream().map(h -> HostState.of(lab, h)).toList());
    }
}
