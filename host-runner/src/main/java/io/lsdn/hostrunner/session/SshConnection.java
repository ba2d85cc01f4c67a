package io.lsdn.hostrunner.session;

import io.lsdn.netmodel.topology.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The SSH connection that this process was started over, as sshd(8) tells it in {@code SSH_CONNECTION}: client address
 * and port, server address and port. sudo takes it out of the environment, so the environments of the parents count too.
 */
final class SshConnection {
    private static final String VARIABLE = "SSH_CONNECTION=";
    private static final int GENERATIONS = 16;

    private SshConnection() {}

    /** Empty for a process that no sshd started. */
    static Optional<IpAddress> serverAddress() {
        try {
            Path process = Path.of("/proc/self");
            for (int i = 0; i < GENERATIONS; i++) {
                Optional<IpAddress> found =
                        in(Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1));
                if (found.isPresent()) {
                    return found;
                }
                String parent = parent(Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1));
                if (parent.equals("0") || parent.equals("1")) {
                    break;
                }
                process = Path.of("/proc", parent);
            }
        } catch (IOException _) {
            // A parent that ended, or that we may not read: what it knew is lost.
        }
        return Optional.empty();
    }

    /** @param environ variables, each ended by a zero byte */
    static Optional<IpAddress> in(String environ) {
        for (String variable : environ.split("\0", -1)) {
            if (variable.startsWith(VARIABLE)) {
                String[] words = variable.substring(VARIABLE.length()).split(" ", -1);
                return words.length == 4 ? address(words[2]) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<IpAddress> address(String text) {
        try {
            int zone = text.indexOf('%');
            return Optional.of(IpAddress.of(InetAddress.ofLiteral(zone < 0 ? text : text.substring(0, zone))
                    .getAddress()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The fourth field of proc_pid_stat(5); the second may hold blanks and parentheses. */
    static String parent(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", 3)[1];
    }
}
