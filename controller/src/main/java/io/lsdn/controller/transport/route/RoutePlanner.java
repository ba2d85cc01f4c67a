package io.lsdn.controller.transport.route;

import io.lsdn.controller.inventory.ConnectionKind;
import io.lsdn.controller.inventory.HostVariables;
import io.lsdn.controller.transport.Become;
import io.lsdn.controller.transport.BootstrapSettings;
import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.HostKeys;
import io.lsdn.controller.transport.HostPath;
import io.lsdn.controller.transport.Login;
import io.lsdn.controller.transport.Secret;
import io.lsdn.controller.transport.Timeouts;
import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Makes routes. As with Ansible, a variable wins over the command line, and of ssh's arguments the first that names an option
 * wins: ansible_ssh_args, then what the other variables say, then ansible_ssh_common_args, ansible_ssh_extra_args.
 */
public final class RoutePlanner {
    private static final int SSH_PORT = 22;
    private static final Path NOWHERE = Path.of("/dev/null");

    private final HostVariables variables;
    private final CommandLine line;
    private final List<Diagnostic> problems = new ArrayList<>();

    private RoutePlanner(HostVariables variables, CommandLine line) {
        this.variables = variables;
        this.line = line;
    }

    public static Route plan(HostVariables variables, CommandLine line) {
        return new RoutePlanner(variables, line).plan();
    }

    private Route plan() {
        BootstrapSettings bootstrap = bootstrap();
        Destination destination = variables.connection() == ConnectionKind.LOCAL ? new Destination.Local() : overSsh();
        return problems.isEmpty() ? new Route.Found(destination, bootstrap) : new Route.Refused(problems);
    }

    private Destination overSsh() {
        var before = arguments("ansible_ssh_args", variables.sshArgs());
        var after = Stream.of(
                        arguments("ansible_ssh_common_args", variables.sshCommonArgs()),
                        arguments("ansible_ssh_extra_args", variables.sshExtraArgs()))
                .toList();
        var options = new Options(before, after);
        int port = options.first("Port", variables.port().map(String::valueOf))
                .flatMap(text -> number("Port", text, 1, 65535))
                .orElse(SSH_PORT);
        String user = options.first("User", variables.user().or(line::user)).orElse(line.localUser());
        String host = variables.target();
        if (host.isEmpty() || host.startsWith("-") || host.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            problem("ssh-host", "ansible_host", "'" + host + "' is no name or address of a host", "");
            host = "invalid";
        }
        return new Destination.Ssh(host, port, login(user, options), hostKeys(options), timeouts(options));
    }

    private Login login(String user, Options options) {
        List<Path> identities = options.all(
                        "IdentityFile",
                        variables.privateKeyFile().or(() -> line.privateKey().map(Path::toString)))
                .map(this::path)
                .toList();
        Optional<Secret> password = variables
                .password()
                .map(s -> new Secret(s.reveal().toCharArray()))
                .or(line::password)
                .filter(s -> yes("PasswordAuthentication", options, true));
        Optional<Path> agent = options.first("IdentityAgent", Optional.empty())
                .filter(a -> !a.equals("SSH_AUTH_SOCK"))
                .map(a -> a.equals("none") ? Optional.<Path>empty() : Optional.of(path(a)))
                .orElse(line.agentSocket());
        return new Login(user, identities, defaultIdentities(), yes("IdentitiesOnly", options, false), agent, password);
    }

    private List<Path> defaultIdentities() {
        return Stream.of("id_ed25519", "id_ecdsa", "id_rsa")
                .map(name -> line.home().resolve(".ssh").resolve(name))
                .toList();
    }

    private HostKeys hostKeys(Options options) {
        List<Path> user = files(options, "UserKnownHostsFile")
                .orElseGet(() -> List.of(path("~/.ssh/known_hosts"), path("~/.ssh/known_hosts2")));
        List<Path> global = files(options, "GlobalKnownHostsFile")
                .orElseGet(() -> List.of(path("/etc/ssh/ssh_known_hosts"), path("/etc/ssh/ssh_known_hosts2")));
        boolean acceptNew = line.acceptNew() || acceptsNew(options);
        if (acceptNew && (user.isEmpty() || user.getFirst().equals(NOWHERE))) {
            problem(
                    "ssh-option",
                    "ansible_ssh_common_args",
                    "UserKnownHostsFile names no file that could remember a new host key, so a changed one would be taken too",
                    "name a file, or leave UserKnownHostsFile out");
        }
        return new HostKeys(acceptNew, user, global, options.first("HostKeyAlias", Optional.empty()));
    }

    /** OpenSSH's {@code no} also takes changed keys, which nothing here does. */
    private boolean acceptsNew(Options options) {
        return options.first("StrictHostKeyChecking", Optional.empty())
                .map(v -> switch (v.toLowerCase(Locale.ROOT)) {
                    case "accept-new", "no", "off", "false" -> true;
                    case "yes", "ask", "true" -> false;
                    default -> {
                        problem(
                                "ssh-option",
                                "ansible_ssh_common_args",
                                "StrictHostKeyChecking cannot be '" + v + "'",
                                "");
                        yield false;
                    }
                })
                .orElse(false);
    }

    private Timeouts timeouts(Options options) {
        return new Timeouts(
                seconds("ConnectTimeout", options, 1).orElse(line.timeouts().connect()),
                seconds("ServerAliveInterval", options, 0)
                        .orElse(line.timeouts().keepAliveInterval()),
                options.first("ServerAliveCountMax", Optional.empty())
                        .flatMap(text -> number("ServerAliveCountMax", text, 1, 1000))
                        .orElse(line.timeouts().keepAliveCount()));
    }

    private BootstrapSettings bootstrap() {
        var settings = BootstrapSettings.of(
                hostPath("lsdn_dir", variables.directory()).orElse(BootstrapSettings.DEFAULT_DIRECTORY));
        Optional<HostPath> java = variables.java().flatMap(text -> hostPath("lsdn_java", text));
        if (java.isPresent()) {
            settings = settings.withJava(java.get());
        }
        return variables.become().enabled().orElse(line.become()) ? settings.withBecome(become()) : settings;
    }

    private Become become() {
        var wanted = variables.become();
        if (wanted.executable().filter(e -> !e.equals("sudo")).isPresent()) {
            problem("become-unsupported", "ansible_become_exe", "only sudo is supported", "leave it out");
        }
        if (wanted.flags().filter(f -> !f.isBlank()).isPresent()) {
            problem("become-unsupported", "ansible_become_flags", "flags for sudo are not supported", "leave it out");
        }
        String user = wanted.user().orElse("root");
        if (!user.equals("root")) {
            problem(
                    "become-unsupported",
                    "ansible_become_user",
                    "the runner has to be root, not " + user,
                    "leave it out");
        }
        return new Become(
                "root",
                wanted.password().map(s -> new Secret(s.reveal().toCharArray())).or(line::becomePassword));
    }

    private SshArguments arguments(String variable, Optional<String> text) {
        var arguments = SshArguments.parse(text.orElse(""));
        for (String problem : arguments.problems()) {
            problem("ssh-option", variable, problem, "take it out");
        }
        return arguments;
    }

    private Optional<List<Path>> files(Options options, String name) {
        return options.first(name, Optional.empty())
                .map(value -> value.equals("none")
                        ? List.<Path>of()
                        : Words.split(value).orElse(List.of()).stream()
                                .map(this::path)
                                .toList());
    }

    /** {@code ~} is the home directory here; OpenSSH's tokens that need the connection are refused. */
    private Path path(String text) {
        String unquoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
        String expanded = unquoted.replace("%d", line.home().toString())
                .replace("%u", line.localUser())
                .replace("%h", variables.target());
        if (expanded.contains("%") || expanded.chars().anyMatch(Character::isISOControl)) {
            problem(
                    "ssh-option",
                    "ansible_ssh_common_args",
                    "the path '" + text + "' has tokens that are not supported",
                    "");
            return NOWHERE;
        }
        if (expanded.equals("~") || expanded.startsWith("~/")) {
            return line.home().resolve(expanded.substring(Math.min(2, expanded.length())));
        }
        return Path.of(expanded);
    }

    private Optional<HostPath> hostPath(String variable, String text) {
        String plain = text.replaceAll("/+$", "");
        if (HostPath.isUsable(plain)) {
            return Optional.of(new HostPath(plain));
        }
        problem("host-path", variable, "'" + text + "' cannot be used", "an absolute path without '.', '..' and '//'");
        return Optional.empty();
    }

    private boolean yes(String name, Options options, boolean otherwise) {
        return options.first(name, Optional.empty())
                .map(v -> v.equalsIgnoreCase("yes") || v.equalsIgnoreCase("true"))
                .orElse(otherwise);
    }

    private Optional<Duration> seconds(String name, Options options, int least) {
        return options.first(name, Optional.empty())
                .flatMap(text -> number(name, text, least, 86_400))
                .map(Duration::ofSeconds);
    }

    private Optional<Integer> number(String name, String text, int least, int most) {
        if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
            return Optional.of(Integer.parseInt(text));
        }
        problem("ssh-option", "ansible_ssh_common_args", name + " cannot be '" + text + "'", least + " to " + most);
        return Optional.empty();
    }

    private void problem(String code, String variable, String message, String hint) {
        problems.add(new Diagnostic(
                Severity.ERROR,
                code,
                Optional.empty(),
                variables.name() + "." + variable,
                message,
                hint.isEmpty() ? Optional.empty() : Optional.of(hint)));
    }

    /** What is said about one option, in the order of who wins. */
    private record Options(SshArguments before, List<SshArguments> after) {
        Optional<String> first(String name, Optional<String> between) {
            return all(name, between).findFirst();
        }

        Stream<String> all(String name, Optional<String> between) {
            Function<SshArguments, Stream<String>> values = a -> a.all(name).stream();
            return Stream.of(
                            values.apply(before),
                            between.stream(),
                            after.stream().flatMap(values))
                    .flatMap(s -> s);
        }
    }
}
