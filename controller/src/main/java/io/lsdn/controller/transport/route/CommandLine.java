package io.lsdn.controller.transport.route;

import io.lsdn.controller.transport.Secret;
import io.lsdn.controller.transport.Timeouts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the command line and the environment say about logging in, for hosts whose variables do not.
 *
 * @param home the directory that {@code ~} stands for
 * @param localUser who runs the controller
 * @param user {@code -u}
 * @param privateKey {@code --private-key}
 * @param password {@code -k}
 * @param become {@code -b}
 * @param becomePassword {@code -K}
 * @param acceptNew {@code --accept-new}
 * @param agentSocket {@code SSH_AUTH_SOCK}
 * @param timeouts of hosts whose arguments name none
 * @param config the ssh_config files, for what nobody else says
 * @param transport {@code --transport}
 * @param runtimes {@code --runtime}: Java runtimes for hosts without one
 */
public record CommandLine(
        Path home,
        String localUser,
        Optional<String> user,
        Optional<Path> privateKey,
        Optional<Secret> password,
        boolean become,
        Optional<Secret> becomePassword,
        boolean acceptNew,
        Optional<Path> agentSocket,
        Timeouts timeouts,
        SshConfig config,
        Transport transport,
        List<Path> runtimes) {
    public CommandLine {
        runtimes = List.copyOf(runtimes);
    }

    /** Nothing said, and no ssh_config. */
    public static CommandLine silent(Path home, String localUser) {
        return new CommandLine(
                home,
                localUser,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                Optional.empty(),
                Timeouts.DEFAULT,
                SshConfig.none(home, localUser),
                Transport.SSHJ,
                List.of());
    }
}
