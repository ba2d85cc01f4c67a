package io.lsdn.controller.transport.route;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.inventory.Become;
import io.lsdn.controller.inventory.ConnectionKind;
import io.lsdn.controller.inventory.HostVariables;
import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.Secret;
import io.lsdn.controller.transport.Timeouts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RoutePlannerTest {
    private static final Path HOME = Path.of("/home/ops");
    private static final CommandLine SILENT = CommandLine.silent(HOME, "ops");
    private static final CommandLine LOUD = new CommandLine(
            HOME,
            "ops",
            Optional.of("cli"),
            Optional.of(Path.of("/cli/key")),
            Optional.of(new Secret("clipass".toCharArray())),
            true,
            Optional.of(new Secret("clisudo".toCharArray())),
            true,
            Optional.of(Path.of("/agent")),
            Timeouts.DEFAULT,
            SshConfig.none(HOME, "ops"),
            Transport.SSHJ,
            List.of());

    @Test
    void a_bare_host_gets_the_defaults_of_ssh() {
        var ssh = ssh(host("web", "", ""), SILENT);
        assertEquals("web", ssh.host());
        assertEquals(22, ssh.port());
        assertEquals("ops", ssh.login().user());
        assertEquals(List.of(), ssh.login().identities());
        assertEquals(
                List.of(HOME.resolve(".ssh/id_ed25519"), HOME.resolve(".ssh/id_ecdsa"), HOME.resolve(".ssh/id_rsa")),
                ssh.login().defaultIdentities());
        assertEquals(
                List.of(HOME.resolve(".ssh/known_hosts"), HOME.resolve(".ssh/known_hosts2")),
                ssh.hostKeys().userFiles());
        assertEquals(
                List.of(Path.of("/etc/ssh/ssh_known_hosts"), Path.of("/etc/ssh/ssh_known_hosts2")),
                ssh.hostKeys().globalFiles());
        assertEquals(false, ssh.hostKeys().acceptNew());
        assertEquals(Timeouts.DEFAULT, ssh.timeouts());
    }

    @Test
    void the_command_line_speaks_for_hosts_whose_variables_are_silent() {
        var ssh = ssh(host("web", "", ""), LOUD);
        assertEquals("cli", ssh.login().user());
        assertEquals(List.of(Path.of("/cli/key")), ssh.login().identities());
        assertArrayEquals(
                "clipass".toCharArray(), ssh.login().password().orElseThrow().reveal());
        assertEquals(Optional.of(Path.of("/agent")), ssh.login().agentSocket());
        assertTrue(ssh.hostKeys().acceptNew());
        var become = found(host("web", "", ""), LOUD).bootstrap().become().orElseThrow();
        assertArrayEquals(
                "clisudo".toCharArray(), become.password().orElseThrow().reveal());
    }

    @Test
    void the_arguments_of_ssh_are_honoured() {
        var ssh = ssh(
                host(
                        "web",
                        "",
                        "-o UserKnownHostsFile='/k1 ~/k2' -o GlobalKnownHostsFile=none -o StrictHostKeyChecking=no"
                                + " -o ConnectTimeout=3 -o ServerAliveInterval=4 -o ServerAliveCountMax=5 -o Port=2022"
                                + " -o User=arg -i %d/k -o IdentitiesOnly=yes -o HostKeyAlias=alias -o IdentityAgent=none"
                                + " -o PasswordAuthentication=no"),
                withoutUser(LOUD));
        assertEquals(List.of(Path.of("/k1"), HOME.resolve("k2")), ssh.hostKeys().userFiles());
        assertEquals(List.of(), ssh.hostKeys().globalFiles());
        assertTrue(ssh.hostKeys().acceptNew());
        assertEquals(Optional.of("alias"), ssh.hostKeys().alias());
        assertEquals(new Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(4), 5), ssh.timeouts());
        assertEquals(2022, ssh.port());
        assertEquals("arg", ssh.login().user());
        assertEquals(
                List.of(Path.of("/cli/key"), HOME.resolve("k")), ssh.login().identities());
        assertTrue(ssh.login().identitiesOnly());
        assertEquals(Optional.empty(), ssh.login().agentSocket());
        assertTrue(ssh.login().password().isEmpty());
    }

    @Test
    void the_first_that_names_an_option_wins() {
        var variables = new HostVariables(
                "web",
                ConnectionKind.SSH,
                Optional.of("10.0.0.1"),
                Optional.of(2001),
                Optional.of("var"),
                Optional.empty(),
                Optional.of("~/var"),
                Optional.of("-o User=args"),
                Optional.of("-o Port=2002 -o ConnectTimeout=6"),
                Optional.of("-o ConnectTimeout=7"),
                nobody(),
                Optional.empty(),
                "/srv/lsdn/",
                Optional.of("/opt/java"));
        var found = found(variables, SILENT);
        var ssh = assertInstanceOf(Destination.Ssh.class, found.destination());
        assertEquals("10.0.0.1", ssh.host());
        assertEquals(2001, ssh.port());
        assertEquals("args", ssh.login().user());
        assertEquals(List.of(HOME.resolve("var")), ssh.login().identities());
        assertEquals(Duration.ofSeconds(6), ssh.timeouts().connect());
        assertEquals("/srv/lsdn", found.bootstrap().directory().text());
        assertEquals(List.of("/srv/lsdn"), found.bootstrap().runnerArguments());
        assertEquals("/opt/java", found.bootstrap().java().orElseThrow().text());
    }

    @Test
    void what_cannot_be_honoured_stops_the_host_with_every_problem_named() {
        var route = RoutePlanner.plan(host("web", "-o Tunnel=yes", "-o Port=99999 -A"), SILENT);
        var problems = assertInstanceOf(Route.Refused.class, route).problems();
        assertEquals(
                List.of(
                        "web.ansible_ssh_common_args: Port cannot be '99999'",
                        "web.ansible_ssh_args: Tunnel is not supported",
                        "web.ansible_ssh_common_args: -A is not supported"),
                problems.stream().map(p -> p.object() + ": " + p.message()).toList());
    }

    @Test
    void a_file_that_remembers_nothing_cannot_take_new_keys() {
        for (String file : List.of("/dev/null", "none")) {
            var route = RoutePlanner.plan(
                    host("web", "", "-o StrictHostKeyChecking=no -o UserKnownHostsFile=" + file), SILENT);
            assertEquals(
                    1, assertInstanceOf(Route.Refused.class, route).problems().size());
        }
    }

    @Test
    void a_local_host_needs_no_way() {
        var variables = new HostVariables(
                "here",
                ConnectionKind.LOCAL,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("-J ignored"),
                Optional.empty(),
                Optional.empty(),
                nobody(),
                Optional.empty(),
                "/var/lib/lsdn",
                Optional.empty());
        assertEquals(new Destination.Local(), found(variables, SILENT).destination());
    }

    private static CommandLine withoutUser(CommandLine line) {
        return new CommandLine(
                line.home(),
                line.localUser(),
                Optional.empty(),
                line.privateKey(),
                line.password(),
                line.become(),
                line.becomePassword(),
                line.acceptNew(),
                line.agentSocket(),
                line.timeouts(),
                line.config(),
                line.transport(),
                line.runtimes());
    }

    private static HostVariables host(String name, String args, String commonArgs) {
        return new HostVariables(
                name,
                ConnectionKind.SSH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(args).filter(a -> !a.isEmpty()),
                Optional.of(commonArgs).filter(a -> !a.isEmpty()),
                Optional.empty(),
                nobody(),
                Optional.empty(),
                HostVariables.DEFAULT_DIRECTORY,
                Optional.empty());
    }

    private static Become nobody() {
        return new Become(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Destination.Ssh ssh(HostVariables variables, CommandLine line) {
        return assertInstanceOf(Destination.Ssh.class, found(variables, line).destination());
    }

    private static Route.Found found(HostVariables variables, CommandLine line) {
        return assertInstanceOf(Route.Found.class, RoutePlanner.plan(variables, line));
    }
}
