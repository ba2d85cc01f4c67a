package io.lsdn.controller.transport.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.inventory.Become;
import io.lsdn.controller.inventory.ConnectionKind;
import io.lsdn.controller.inventory.HostVariables;
import io.lsdn.controller.transport.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle is OpenSSH: {@code ssh -G} says what a file means for a host. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SshConfigTest {
    private static final String CONFIG = """
            # a comment
            Include %DIR%/more/*.conf
            Host web* !web9 "quoted name"
                HostName %h.example.com
                User deploy
                Port 2201
                IdentityFile ~/.ssh/web
                IdentityFile /keys/%h-%r-%p-%n
            Host=db
                HostName = 192.0.2.7
                IdentitiesOnly yes
                UserKnownHostsFile /k/one "/k/t w o"
                ConnectTimeout 7
                ServerAliveInterval 3
                ServerAliveCountMax 9
                HostKeyAlias the-db
                CertificateFile /c/db-cert.pub
            Host inner
                ProxyJump ops@jump1:2022,[2001:db8::1]:22,jump2
            Host jump1
                ProxyJump none
                Port 99
            Match host *.example.com user deploy
                Port 2299
                ConnectTimeout 11
            Match originalhost web1,web2
                HostKeyAlias by-original
            Match host 192.0.2.7 !user root
                User dba
            Match localuser nobody-at-all
                User never
            Match final host 192.0.2.*
                ServerAliveInterval 44
            Match all
                IdentityFile ~/.ssh/last
            Host *
                User everybody
                Port 22
            """;

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web1",
                "web2",
                "web9",
                "db",
                "inner",
                "jump1",
                "jump2",
                "quoted",
                "included",
                "nested",
                "guest",
                "192.0.2.7",
                "192.0.2.8",
                "2001:db8::5",
                "x.example.com"
            })
    void a_file_means_what_openssh_says(String host) throws Exception {
        Path config = write(CONFIG);
        Map<String, String> theirs = Effective.openSsh(home(), config, host);
        Map<String, String> ours = Effective.ours(route(host, "-F " + config));
        assertEquals(theirs, ours);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-o User=arg -p 7 -i /etc/hostname", "-J other", "-o ConnectTimeout=3"})
    void arguments_come_before_files_as_with_openssh(String arguments) throws Exception {
        Path config = write(CONFIG);
        for (String host : List.of("web1", "db", "inner")) {
            var words = new ArrayList<>(Words.split(arguments).orElseThrow());
            assertEquals(
                    Effective.openSsh(home(), config, host, words.toArray(String[]::new)),
                    Effective.ours(route(host, "-F " + config + " " + arguments)),
                    host);
        }
    }

    @Test
    void variables_of_the_inventory_come_before_files() throws Exception {
        Path config = write(CONFIG);
        var ssh = found(RoutePlanner.plan(
                new HostVariables(
                        "web1",
                        ConnectionKind.SSH,
                        Optional.of("db"),
                        Optional.of(4022),
                        Optional.of("inventory"),
                        Optional.empty(),
                        Optional.of("/inventory/key"),
                        Optional.empty(),
                        Optional.of("-F " + config),
                        Optional.empty(),
                        NOBODY,
                        Optional.empty(),
                        HostVariables.DEFAULT_DIRECTORY,
                        Optional.empty()),
                line()));
        assertEquals("192.0.2.7", ssh.host());
        assertEquals(4022, ssh.port());
        assertEquals("inventory", ssh.login().user());
        assertEquals(
                List.of(Path.of("/inventory/key"), home().resolve(".ssh/last")),
                ssh.login().identities());
        assertTrue(ssh.login().identitiesOnly());
        assertEquals(List.of(Path.of("/c/db-cert.pub")), ssh.login().certificates());
    }

    @Test
    void a_jump_of_several_hops_is_a_chain() throws Exception {
        var inner = route("inner", "-F " + write(CONFIG));
        var last = inner.via().orElseThrow();
        assertEquals("jump2", last.host());
        assertEquals("everybody", last.login().user());
        var middle = last.via().orElseThrow();
        assertEquals("2001:db8::1", middle.host());
        var first = middle.via().orElseThrow();
        assertEquals("jump1", first.host());
        assertEquals(2022, first.port());
        assertEquals("ops", first.login().user());
        assertEquals(Optional.empty(), first.via());
    }

    @Test
    void the_old_way_to_name_a_bastion_is_understood() throws Exception {
        var ssh = route("x", "-F none -o ProxyCommand=\"ssh -q -p 2022 -i /b/key -W %h:%p ops@bastion\"");
        var bastion = ssh.via().orElseThrow();
        assertEquals("bastion", bastion.host());
        assertEquals(2022, bastion.port());
        assertEquals("ops", bastion.login().user());
        assertEquals(List.of(Path.of("/b/key")), bastion.login().identities());
    }

    @Test
    void keys_and_known_hosts_of_the_inventory_serve_for_the_bastion_but_the_password_does_not() throws Exception {
        var ssh = route("x", "-F none -J bastion -i /k -o UserKnownHostsFile=/known");
        var bastion = ssh.via().orElseThrow();
        assertEquals(List.of(Path.of("/k")), bastion.login().identities());
        assertTrue(bastion.hostKeys().userFiles().contains(Path.of("/known")));
        assertTrue(bastion.login().password().isEmpty());
    }

    @Test
    void what_cannot_be_honoured_is_refused_with_its_place() throws Exception {
        assertEquals(
                List.of("%F%:2: ProxyCommand is not supported but for 'ssh -W %h:%p BASTION'"),
                refused("Host *\nProxyCommand nc %h %p\n"));
        assertEquals(List.of("%F%:1: Match exec is not supported"), refused("Match exec \"test -e /x\"\nUser a\n"));
        assertEquals(List.of("%F%:2: the option bindaddress is not supported"), refused("Host web\nBindAddress ::1\n"));
        assertEquals(List.of("%F%:1: ProxyJump of web leads in a circle, by web"), refused("ProxyJump web\n"));
        assertEquals(List.of("%F%:1: Port cannot be 'x'"), refused("Port x\n"));
        assertEquals(
                List.of("%F%:1: UserKnownHostsFile names no file that could remember a new host key, so a changed one"
                        + " would be taken too"),
                refused("UserKnownHostsFile /dev/null\nStrictHostKeyChecking no\n"));
        assertEquals(List.of("%F%:1: User has a quote that is not closed"), refused("User \"x\n"));
    }

    @Test
    void match_exec_that_cannot_matter_is_not_looked_at() throws Exception {
        assertEquals(
                "b",
                route("web", "-F " + write("Match host db exec false\nUser a\nMatch all\nUser b\n"))
                        .login()
                        .user());
    }

    @Test
    void a_file_that_is_named_and_missing_is_told() throws Exception {
        var problems = assertInstanceOf(
                        Route.Refused.class, RoutePlanner.plan(host("web", "-F " + dir.resolve("none")), line()))
                .problems();
        assertEquals(
                List.of(dir.resolve("none") + ": does not exist"),
                problems.stream().map(p -> p.message()).toList());
    }

    @Test
    void the_users_file_is_read_unless_others_may_write_it() throws Exception {
        Path own = Files.createDirectories(home().resolve(".ssh")).resolve("config");
        Files.writeString(own, "Host web\nUser fromfile\n");
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals("fromfile", route("web", "").login().user());
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-rw-r--"));
        var route = RoutePlanner.plan(host("web", ""), line());
        assertTrue(assertInstanceOf(Route.Refused.class, route)
                .problems()
                .getFirst()
                .message()
                .contains("others may write to it"));
    }

    private List<String> refused(String text) throws IOException {
        Path config = write(text);
        var route = RoutePlanner.plan(host("web", "-F " + config), line());
        return assertInstanceOf(Route.Refused.class, route).problems().stream()
                .map(p -> p.message().replace(config.toString(), "%F%"))
                .toList();
    }

    private Path write(String text) throws IOException {
        Path more = Files.createDirectories(dir.resolve("more"));
        Files.writeString(
                more.resolve("a.conf"),
                "Host included\n  User in-a\n  Include " + dir + "/deeper\nHost guest\n  Include " + dir + "/deeper\n");
        Files.writeString(more.resolve("b.conf"), "Host included\n  User in-b\n  Port 77\n");
        Files.writeString(more.resolve(".hidden.conf"), "User hidden\n");
        Files.writeString(dir.resolve("deeper"), "ServerAliveInterval 5\nHost guest nested\n  Port 1234\n");
        return Files.writeString(dir.resolve("config"), text.replace("%DIR%", dir.toString()));
    }

    private Path home() {
        return dir.resolve("home");
    }

    private CommandLine line() {
        var silent = CommandLine.silent(home(), System.getProperty("user.name"));
        return new CommandLine(
                silent.home(),
                silent.localUser(),
                silent.user(),
                silent.privateKey(),
                silent.password(),
                silent.become(),
                silent.becomePassword(),
                silent.acceptNew(),
                silent.agentSocket(),
                silent.timeouts(),
                SshConfig.of(home(), silent.localUser()),
                silent.transport(),
                silent.runtimes());
    }

    private Destination.Ssh route(String host, String arguments) {
        return found(RoutePlanner.plan(host(host, arguments), line()));
    }

    private static Destination.Ssh found(Route route) {
        return assertInstanceOf(
                Destination.Ssh.class,
                assertInstanceOf(Route.Found.class, route, route::toString).destination());
    }

    private static final Become NOBODY =
            new Become(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static HostVariables host(String name, String arguments) {
        return new HostVariables(
                name,
                ConnectionKind.SSH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(arguments).filter(a -> !a.isEmpty()),
                Optional.empty(),
                NOBODY,
                Optional.empty(),
                HostVariables.DEFAULT_DIRECTORY,
                Optional.empty());
    }
}
