package io.lsdn.controller.transport.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.transport.BootstrapResult.Started;
import io.lsdn.controller.transport.BootstrapSettings;
import io.lsdn.controller.transport.ConnectFailure;
import io.lsdn.controller.transport.ConnectResult;
import io.lsdn.controller.transport.ConnectResult.Unreachable;
import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.HostKeys;
import io.lsdn.controller.transport.HostPath;
import io.lsdn.controller.transport.Login;
import io.lsdn.controller.transport.RunnerBootstrap;
import io.lsdn.controller.transport.RunnerJar;
import io.lsdn.controller.transport.Secret;
import io.lsdn.controller.transport.StandInRunner;
import io.lsdn.controller.transport.Timeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.DefaultKeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Apache MINA: what OpenSSH needs PAM for, and many hosts at once. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SimulatedHostsTest {
    private static final String PASSWORD = "pässword with spaces";

    @TempDir
    private Path directory;

    private SshServer server;

    @BeforeEach
    void start() {
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider(directory.resolve("host_key")));
        server.setPasswordAuthenticator((user, password, session) -> user.equals("ops") && password.equals(PASSWORD));
        server.setKeyboardInteractiveAuthenticator(DefaultKeyboardInteractiveAuthenticator.INSTANCE);
        server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
    }

    @AfterEach
    void stop() throws IOException {
        server.stop(true);
    }

    @Test
    void a_password_logs_in() throws Exception {
        server.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
        server.start();
        Trial.connected(connect(PASSWORD)).close();
    }

    @Test
    void a_password_answers_a_server_that_asks_interactively() throws Exception {
        server.setUserAuthFactories(List.of(UserAuthKeyboardInteractiveFactory.INSTANCE));
        server.start();
        Trial.connected(connect(PASSWORD)).close();
    }

    @Test
    void a_wrong_password_is_a_failed_login_and_not_shown() throws Exception {
        server.start();
        var result = assertInstanceOf(Unreachable.class, connect("hunter2"));
        assertEquals(ConnectFailure.AUTH_FAILED, result.code());
        assertTrue(!result.toString().contains("hunter2"), result.toString());
        assertTrue(result.message().contains("it accepts"), result.message());
    }

    // Twenty times: what the login's threads see of the end, and in which order, differs from run to run.
    @RepeatedTest(20)
    void a_server_that_goes_in_the_middle_of_the_login_is_lost_not_wrong() throws Exception {
        server.setPasswordAuthenticator((user, password, session) -> hangUp(session));
        server.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
        server.start();
        assertEquals(
                ConnectFailure.CONNECTION_LOST,
                assertInstanceOf(Unreachable.class, connect(PASSWORD)).code());
    }

    @Test
    void many_logins_at_once_share_one_file_of_new_keys() throws Exception {
        server.start();
        var connector = new SshConnector();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<ConnectResult> login = () -> connector.connect(destination(PASSWORD));
            var work = IntStream.range(0, 40).mapToObj(i -> login).toList();
            for (var done : threads.invokeAll(work)) {
                Trial.connected(done.get()).close();
            }
        }
        assertEquals(1, Files.readAllLines(directory.resolve("known_hosts")).size());
    }

    @Test
    void the_runner_starts_there_too() throws Exception {
        server.start();
        RunnerJar jar = StandInRunner.jar(1_000_000);
        Path parent = Files.createTempDirectory(Path.of("/tmp"), "simulated");
        try (var connection = Trial.connected(connect(PASSWORD))) {
            var settings =
                    BootstrapSettings.of(new HostPath(parent.resolve("lsdn").toString()));
            var started = assertInstanceOf(
                    Started.class, new RunnerBootstrap(jar, Optional.empty()).start(connection, settings));
            assertEquals(
                    "runner " + parent.resolve("lsdn"),
                    StandInRunner.line(started.process().stdout()));
            started.process().stdin().close();
            assertEquals(-1, started.process().stdout().read());
        } finally {
            OpenSshServer.run("rm", "-rf", parent.toString());
        }
    }

    private static boolean hangUp(ServerSession session) {
        session.close(true);
        return false;
    }

    private ConnectResult connect(String password) {
        return new SshConnector().connect(destination(password));
    }

    private Destination.Ssh destination(String password) {
        var login = new Login(
                "ops", List.of(), List.of(), false, Optional.empty(), Optional.of(new Secret(password.toCharArray())));
        var hostKeys = new HostKeys(true, List.of(directory.resolve("known_hosts")), List.of(), Optional.empty());
        return new Destination.Ssh("127.0.0.1", server.getPort(), login, hostKeys, Timeouts.DEFAULT);
    }
}
