package io.lsdn.controller.transport.route;

import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.HostKeys;
import io.lsdn.controller.transport.Login;
import io.lsdn.controller.transport.Secret;
import io.lsdn.controller.transport.Timeouts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes the destination of one host, and of each bastion on the way there, of what arguments, variables and ssh_config say.
 *
 * <p>As with OpenSSH each bastion is looked up in ssh_config by itself. Where that names neither a key nor a known_hosts file for
 * it, those that were named for the host serve for its bastions too, which OpenSSH would not do; the password never does.
 */
final class SshRoute {
    private static final int SSH_PORT = 22;
    private static final int MOST_JUMPS = 8;
    private static final Path NOWHERE = Path.of("/dev/null");

    /** What a file may say that would lead elsewhere or from elsewhere. In arguments everything unknown is refused. */
    private static final Set<String> REFUSED_IN_FILES = Set.of("bindaddress", "bindinterface", "remotecommand");

    private final CommandLine line;
    private final SshConfig config;
    private final boolean named;
    private final Consumer<SshProblem> problems;

    /**
     * @param named whether the inventory names the files of the configuration
     * @param problems hears what is wrong; the destination is of no use then
     */
    SshRoute(CommandLine line, SshConfig config, boolean named, Consumer<SshProblem> problems) {
        this.line = line;
        this.config = config;
        this.named = named;
        this.problems = problems;
    }

    Destination.Ssh to(String name, SshLayers said, Optional<Secret> password) {
        return new Leg(name, said, password, Optional.empty(), List.of()).destination();
    }

    /** One host on the way. */
    private final class Leg {
        private final String name;
        private final SshLayers options;
        private final OptionValues values;
        private final Optional<Secret> password;
        private final Optional<Leg> target;
        private final List<String> before;
        private final String host;
        private final String user;
        private final int port;

        /**
         * @param target for a bastion, the host that is behind it all
         * @param before the names of those that this is on the way to
         */
        Leg(String name, SshLayers said, Optional<Secret> password, Optional<Leg> target, List<String> before) {
            this.name = name;
            SshSettings files = config.of(name, said.value("user"), named);
            this.options = said.or(files);
            this.values = new OptionValues(options, line.home(), problems);
            this.password = password;
            this.target = target;
            this.before = before;
            this.host = host();
            this.user = options.value("user").orElse(line.localUser());
            this.port = values.number("Port", 1, 65535).orElse(SSH_PORT);
            options.problems().forEach(problems);
            files.options().values().stream()
                    .map(List::getFirst)
                    .filter(l ->
                            REFUSED_IN_FILES.contains(l.keyword()) && !l.value().equals("none"))
                    .forEach(l ->
                            problem(l, "the option " + l.keyword() + " is not supported", "use --transport openssh"));
        }

        Destination.Ssh destination() {
            return destination(via());
        }

        private Destination.Ssh destination(Optional<Destination.Ssh> via) {
            return new Destination.Ssh(host, port, login(), hostKeys(), timeouts(), via);
        }

        private String host() {
            String resolved = options.value("hostname")
                    .map(h -> SshTokens.hostName(h, name))
                    .orElse(name);
            if (Destination.isHost(resolved)) {
                return resolved;
            }
            problems.accept(new SshProblem(
                    target.isEmpty() ? "ansible_host" : "ProxyJump",
                    "'" + resolved + "' is no name or address of a host",
                    ""));
            return "invalid";
        }

        private Optional<Destination.Ssh> via() {
            Optional<SshLine> proxy =
                    options.first("proxyjump").filter(p -> !p.value().equalsIgnoreCase("none"));
            if (proxy.isEmpty()) {
                return Optional.empty();
            }
            boolean command = proxy.get().keyword().equals("proxycommand");
            Optional<List<Jump>> jumps =
                    command ? Jump.ofCommand(proxy.get()).map(List::of) : Jump.parse(expanded(proxy.get()));
            if (jumps.isEmpty()) {
                problem(
                        proxy.get(),
                        command
                                ? "ProxyCommand is not supported but for 'ssh -W %h:%p BASTION'"
                                : "ProxyJump cannot be '" + proxy.get().value() + "'",
                        command
                                ? "say ProxyJump, or use --transport openssh"
                                : "[user@]host[:port], several with commas");
                return Optional.empty();
            }
            return through(jumps.get(), proxy.get());
        }

        /** The last bastion, behind those before it. Only the first may have bastions of its own: the rest of the way is said. */
        private Optional<Destination.Ssh> through(List<Jump> jumps, SshLine origin) {
            var beyond = new ArrayList<>(before);
            beyond.add(user + "@" + host + ":" + port);
            Optional<Destination.Ssh> way = Optional.empty();
            for (Jump jump : jumps) {
                var leg = new Leg(
                        jump.host(),
                        new SshLayers(List.of(jump.said())),
                        Optional.empty(),
                        target.or(() -> Optional.of(this)),
                        beyond);
                String at = leg.user + "@" + leg.host + ":" + leg.port;
                if (beyond.contains(at) || beyond.size() > MOST_JUMPS) {
                    problem(origin, "ProxyJump of " + name + " leads in a circle, by " + jump.host(), "");
                    return Optional.empty();
                }
                way = Optional.of(way.isEmpty() ? leg.destination() : leg.destination(way));
            }
            return way;
        }

        private SshLine expanded(SshLine jump) {
            return new SshLine(
                    jump.keyword(),
                    List.of(SshTokens.expand(jump.value(), tokens()).orElse(jump.value())),
                    jump.origin());
        }

        private Login login() {
            boolean byKey = values.yes("PubkeyAuthentication", true) && prefers("publickey");
            List<SshLine> files = files("identityfile");
            boolean none = files.stream().anyMatch(f -> f.value().equals("none"));
            Optional<Path> agent = options.first("identityagent")
                    .filter(a -> !a.value().equals("SSH_AUTH_SOCK"))
                    .map(a -> a.value().equals("none") ? Optional.<Path>empty() : values.path(a, a.value(), tokens()))
                    .orElse(line.agentSocket());
            return new Login(
                    user,
                    byKey && !none ? paths(files) : List.of(),
                    byKey && !none ? defaultIdentities() : List.of(),
                    values.yes("IdentitiesOnly", false),
                    byKey ? agent : Optional.empty(),
                    byKey ? paths(files("certificatefile")) : List.of(),
                    password.filter(p -> values.yes("PasswordAuthentication", true)
                            && (prefers("password") || prefers("keyboard-interactive"))));
        }

        /** Of a bastion those of the host, if none is named for it. */
        private List<SshLine> files(String keyword) {
            List<SshLine> own = options.all(keyword).toList();
            return own.isEmpty()
                    ? target.map(t -> t.options
                                    .all(keyword)
                                    .filter(SshRoute::isSaid)
                                    .toList())
                            .orElse(List.of())
                    : own;
        }

        private boolean prefers(String method) {
            return options.value("preferredauthentications")
                    .map(list -> Arrays.asList(list.split(",")).contains(method))
                    .orElse(true);
        }

        private List<Path> paths(List<SshLine> lines) {
            return lines.stream()
                    .flatMap(l -> values.path(l, l.value(), tokens()).stream())
                    .distinct()
                    .toList();
        }

        private HostKeys hostKeys() {
            List<Path> users = knownHosts("userknownhostsfile")
                    .orElseGet(() -> defaultFiles(line.home().resolve(".ssh").resolve("known_hosts")));
            List<Path> machines = knownHosts("globalknownhostsfile")
                    .orElseGet(() -> defaultFiles(Path.of("/etc/ssh/ssh_known_hosts")));
            if (target.isPresent() && options.first("userknownhostsfile").isEmpty()) {
                users = Stream.concat(users.stream(), target.get().knownHostsSaid())
                        .distinct()
                        .toList();
            }
            Optional<SshLine> strict = options.first("stricthostkeychecking");
            boolean acceptNew =
                    line.acceptNew() || strict.filter(this::acceptsNew).isPresent();
            if (acceptNew && (users.isEmpty() || users.getFirst().equals(NOWHERE))) {
                problems.accept(new SshProblem(
                        options.first("userknownhostsfile").map(SshLine::origin).orElse("UserKnownHostsFile"),
                        "UserKnownHostsFile names no file that could remember a new host key, so a changed one would be"
                                + " taken too",
                        "name a file, or leave UserKnownHostsFile out"));
            }
            return new HostKeys(acceptNew, users, machines, options.value("hostkeyalias"));
        }

        private Stream<Path> knownHostsSaid() {
            return options
                    .all("userknownhostsfile")
                    .filter(SshRoute::isSaid)
                    .findFirst()
                    .flatMap(this::knownHosts)
                    .stream()
                    .flatMap(List::stream);
        }

        private Optional<List<Path>> knownHosts(String keyword) {
            return options.first(keyword).flatMap(this::knownHosts);
        }

        private Optional<List<Path>> knownHosts(SshLine l) {
            return Optional.of(
                    l.value().equals("none")
                            ? List.of()
                            : l.words().stream()
                                    .flatMap(w -> values.path(l, w, tokens()).stream())
                                    .toList());
        }

        /** OpenSSH's {@code no} also takes changed keys, which nothing here does. */
        private boolean acceptsNew(SshLine strict) {
            return switch (strict.value().toLowerCase(Locale.ROOT)) {
                case "accept-new", "no", "off", "false" -> true;
                case "yes", "ask", "true" -> false;
                default -> {
                    problem(strict, "StrictHostKeyChecking cannot be '" + strict.value() + "'", "yes or accept-new");
                    yield false;
                }
            };
        }

        private Timeouts timeouts() {
            return new Timeouts(
                    values.seconds("ConnectTimeout", 1).orElse(line.timeouts().connect()),
                    values.seconds("ServerAliveInterval", 0)
                            .orElse(line.timeouts().keepAliveInterval()),
                    values.number("ServerAliveCountMax", 1, 1000)
                            .orElse(line.timeouts().keepAliveCount()));
        }

        private Map<Character, String> tokens() {
            return Map.of(
                    'd', line.home().toString(),
                    'h', host,
                    'k', options.value("hostkeyalias").orElse(name),
                    'n', name,
                    'p', String.valueOf(port),
                    'r', user,
                    'u', line.localUser());
        }

        private void problem(SshLine at, String message, String hint) {
            problems.accept(new SshProblem(at.origin(), message, hint));
        }
    }

    /** By the inventory or the command line, not by a file that is looked up host by host. */
    private static boolean isSaid(SshLine l) {
        return !l.origin().startsWith("/");
    }

    private static List<Path> defaultFiles(Path first) {
        return List.of(first, first.resolveSibling(first.getFileName() + "2"));
    }

    private List<Path> defaultIdentities() {
        return Stream.of("id_ed25519", "id_ecdsa", "id_rsa")
                .map(name -> line.home().resolve(".ssh").resolve(name))
                .toList();
    }
}
