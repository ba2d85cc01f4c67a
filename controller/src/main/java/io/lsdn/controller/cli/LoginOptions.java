package io.lsdn.controller.cli;

import io.lsdn.controller.state.Invocation;
import io.lsdn.controller.transport.Secret;
import io.lsdn.controller.transport.Timeouts;
import io.lsdn.controller.transport.route.CommandLine;
import io.lsdn.controller.transport.route.SshConfig;
import io.lsdn.controller.transport.route.Transport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How to get in. A host's own variables come before these, as with Ansible. */
final class LoginOptions {
    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER",
            description = "Who logs in (default: you).")
    private Optional<String> user = Optional.empty();

    @Option(
            names = {"-b", "--become"},
            description = "Become root by sudo.")
    private boolean become;

    @Option(
            names = {"-k", "--ask-pass"},
            description = "Ask for the SSH password.")
    private boolean askPass;

    @Option(
            names = {"-K", "--ask-become-pass"},
            description = "Ask for sudo's password.")
    private boolean askBecomePass;

    @Option(
            names = {"--private-key", "--key-file"},
            paramLabel = "FILE",
            description = "The private key to log in with.")
    private Optional<String> privateKey = Optional.empty();

    @Option(
            names = "--accept-new",
            description =
                    "Record the keys of hosts that known_hosts does not have. A changed key always stops the host.")
    private boolean acceptNew;

    @Option(
            names = "--transport",
            paramLabel = "sshj|openssh",
            converter = TransportWord.class,
            description = "The SSH implementation: sshj (built in, the default), or openssh (this machine's ssh, for"
                    + " Kerberos, FIDO keys and what else sshj lacks; slower).")
    private Transport transport = Transport.SSHJ;

    @Option(
            names = "--runtime",
            paramLabel = "FILE",
            description =
                    "A .tar.gz with a Java 25 or later, for hosts that have none and are of another kind than this machine."
                            + " May be repeated.")
    private List<String> runtimes = List.of();

    /** The words of {@link Transport}. */
    static final class TransportWord implements ITypeConverter<Transport> {
        @Override
        public Transport convert(String text) {
            return switch (text) {
                case "sshj" -> Transport.SSHJ;
                case "openssh" -> Transport.OPENSSH;
                default -> throw new TypeConversionException("'" + text + "' is not one of sshj, openssh");
            };
        }
    }

    /** Asks for passwords if told to. */
    CommandLine commandLine(Surroundings s) {
        Optional<Secret> password = askPass ? Optional.of(Passwords.ask(s, "SSH password: ")) : Optional.empty();
        return new CommandLine(
                s.home(),
                System.getProperty("user.name", "root"),
                user,
                privateKey.map(f -> file(s, f)),
                password,
                become,
                askBecomePass ? becomePassword(s, password) : Optional.empty(),
                acceptNew,
                Optional.ofNullable(s.environment().get("SSH_AUTH_SOCK"))
                        .filter(a -> !a.isEmpty())
                        .map(Path::of),
                Timeouts.DEFAULT,
                SshConfig.of(s.home(), System.getProperty("user.name", "root")),
                transport,
                runtimes.stream().map(f -> file(s, f)).toList());
    }

    /** What there is to know for whoever finishes the rollout, but for secrets. */
    Invocation invocation(Surroundings s, List<String> inventory) {
        return new Invocation(
                s.directory().toString(),
                inventory,
                user,
                privateKey.map(f -> file(s, f).toString()),
                become);
    }

    /** What was said then, where nothing is said now. */
    CommandLine commandLine(Surroundings s, Invocation then) {
        CommandLine now = commandLine(s);
        return new CommandLine(
                now.home(),
                now.localUser(),
                now.user().or(then::user),
                now.privateKey().or(() -> then.privateKey().map(Path::of)),
                now.password(),
                now.become() || then.become(),
                now.becomePassword(),
                now.acceptNew(),
                now.agentSocket(),
                now.timeouts(),
                now.config(),
                now.transport(),
                now.runtimes());
    }

    /** As with Ansible, an empty one means the SSH password. */
    private static Optional<Secret> becomePassword(Surroundings s, Optional<Secret> sshPassword) {
        String fallback = sshPassword.isPresent() ? " (empty: the SSH password)" : "";
        return Optional.of(Passwords.ask(s, "sudo password" + fallback + ": "))
                .filter(p -> p.reveal().length > 0)
                .or(() -> sshPassword);
    }

    private static Path file(Surroundings s, String text) {
        return text.startsWith("~/")
                ? s.home().resolve(text.substring(2))
                : s.directory().resolve(text);
    }
}
