package io.lsdn.controller.transport.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.transport.HostKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KnownHostsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "host.example;host.example;true",
                "HOST.example;host.EXAMPLE;true",
                "host.example;host;false",
                "*.example;a.b.example;true",
                "*.example,!secret.example;secret.example;false",
                "!secret.example,*.example;other.example;true",
                "h?st;host;true",
                "h?st;hst;false",
                "a,b,c;b;true",
                "[host]:2222;[host]:2222;true",
                "host;[host]:2222;false",
                "[*]:2222;[host]:2222;true",
                "**;anything;true",
                "a*b*c;a-b-b-c;true",
                "a*b*c;a-c-b;false",
            })
    void names_match_as_in_sshd_8(String patterns, String name, boolean matches) {
        assertEquals(matches, !file(patterns + " ssh-ed25519 AAAA").about(name).isEmpty());
    }

    @Test
    void marks_comments_and_broken_lines_are_told_apart() {
        var file = file("""
                # h ssh-ed25519 COMMENT

                h ssh-ed25519
                @strange h ssh-ed25519 STRANGE
                @revoked h ssh-ed25519 REVOKED
                @cert-authority h ssh-rsa AUTHORITY and a comment
                   h\tecdsa-sha2-nistp256  KEY\t comment with spaces
                """);
        assertEquals(
                List.of(
                        "5 REVOKED ssh-ed25519 REVOKED",
                        "6 CERT_AUTHORITY ssh-rsa AUTHORITY",
                        "7 KEY ecdsa-sha2-nistp256 KEY"),
                file.about("h").stream()
                        .map(e -> e.line() + " " + e.mark() + " " + e.keyType() + " " + e.key())
                        .toList());
        assertEquals("known:7", file.about("h").getLast().place());
    }

    @Test
    void a_hashed_name_that_openssh_made_is_found_and_a_broken_one_is_not() throws Exception {
        Path path = directory.resolve("known_hosts");
        Files.writeString(path, "[host.example]:2222 ssh-ed25519 " + key() + "\n");
        OpenSshServer.run("ssh-keygen", "-q", "-H", "-f", path.toString());
        var file = KnownHostsFile.read(path);
        assertEquals(1, file.about("[host.example]:2222").size());
        assertEquals(1, file.about("[HOST.example]:2222").size());
        assertTrue(file.about("host.example").isEmpty());
        assertTrue(file("|1|not base64|at all ssh-ed25519 KEY").about("at").isEmpty());
        assertTrue(file("|1|onlysalt ssh-ed25519 KEY").about("at").isEmpty());
    }

    @Test
    void a_new_key_is_added_after_a_line_without_newline_and_only_once_by_many_threads() throws Exception {
        Path path = directory.resolve("known_hosts");
        Files.writeString(path, "old ssh-ed25519 OLD");
        var known = new KnownHosts();
        var keys = new HostKeys(true, List.of(path), List.of(), Optional.empty());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = IntStream.range(0, 40)
                    .mapToObj(i -> recording(known, keys, i % 20))
                    .toList();
            for (var done : threads.invokeAll(work)) {
                assertTrue(done.get().isPresent());
            }
        }
        List<String> lines = Files.readAllLines(path);
        assertEquals("old ssh-ed25519 OLD", lines.getFirst());
        assertEquals(21, lines.size());
        for (int host = 0; host < 20; host++) {
            assertTrue(lines.contains("h" + host + " ssh-ed25519 KEY" + host));
            assertEquals(1, known.about("h" + host, keys).size());
        }
    }

    @Test
    void a_key_that_somebody_else_recorded_meanwhile_wins() throws Exception {
        Path path = directory.resolve("known_hosts");
        var known = new KnownHosts();
        var keys = new HostKeys(true, List.of(path), List.of(), Optional.empty());
        assertTrue(known.about("h", keys).isEmpty());
        Files.writeString(path, "h ssh-ed25519 THEIRS\n");
        assertEquals(Optional.empty(), known.record("h", "ssh-ed25519", "OURS", keys));
        assertEquals("h ssh-ed25519 THEIRS\n", Files.readString(path));
    }

    @Test
    void the_file_and_its_directory_are_made_for_the_user_alone() throws Exception {
        Path path = directory.resolve("new/.ssh/known_hosts");
        var keys = new HostKeys(true, List.of(path), List.of(), Optional.empty());
        assertFalse(new KnownHosts().record("h", "ssh-ed25519", "KEY", keys).isEmpty());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())));
    }

    private static Callable<Optional<String>> recording(KnownHosts known, HostKeys keys, int host) {
        return () -> known.record("h" + host, "ssh-ed25519", "KEY" + host, keys);
    }

    private String key() throws Exception {
        Path path = directory.resolve("key");
        OpenSshServer.run("ssh-keygen", "-q", "-N", "", "-t", "ed25519", "-f", path.toString());
        return Files.readString(Path.of(path + ".pub")).split(" ", 3)[1];
    }

    private static KnownHostsFile file(String text) {
        return KnownHostsFile.parse(Path.of("known"), text.getBytes(UTF_8));
    }
}
