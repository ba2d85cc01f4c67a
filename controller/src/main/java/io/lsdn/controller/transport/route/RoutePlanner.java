package io.lsdn.controller.transport.route;

import io.lsdn.controller.inventory.HostVariables;
import io.lsdn.controller.transport.Become;
import io.lsdn.controller.transport.BootstrapSettings;
import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.HostPath;
import io.lsdn.controller.transport.Secret;
import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes routes. As with Ansible, a variable wins over the command line, and of ssh's arguments the first that names an option
 * wins: ansible_ssh_args, then what the other variables say, then ansible_ssh_common_args, ansible_ssh_extra_args; after all of
 * them ssh_config.
 */
public final class RoutePlanner {
    private static final String ARGS = "ansible_ssh_args";
    private static final String COMMON_ARGS = "ansible_ssh_common_args";
    private static final String EXTRA_ARGS = "ansible_ssh_extra_args";

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
        Destination destination = switch (variables.connection()) {
            case LOCAL -> new Destination.Local();
            case SSH ->
                switch (line.transport()) {
                    case SSHJ -> overSsh();
                    case OPENSSH -> byTheSystemsSsh();
                };
        };
        return problems.isEmpty() ? new Route.Found(destination, bootstrap) : new Route.Refused(problems);
    }

    private Destination overSsh() {
        var said = new SshLayers(List.of(
                arguments(ARGS, variables.sshArgs()),
                SshLayers.single("port", variables.port().map(String::valueOf), "ansible_port"),
                SshLayers.single("user", variables.user().or(line::user), "ansible_user"),
                SshLayers.single("identityfile", privateKey(), "ansible_ssh_private_key_file"),
                arguments(COMMON_ARGS, variables.sshCommonArgs()),
                arguments(EXTRA_ARGS, variables.sshExtraArgs())));
        Optional<String> file = said.value(SshArguments.CONFIG_FILE);
        SshConfig config = file.map(f -> line.config().only(configFile(f))).orElse(line.config());
        return new SshRoute(line, config, file.isPresent(), this::problem).to(variables.target(), said, password());
    }

    /** What {@code -F} names; {@code none} is no file. */
    private Optional<Path> configFile(String text) {
        return text.equals("none")
                ? Optional.empty()
                : Optional.of(
                        text.startsWith("~/")
                                ? line.home().resolve(text.substring(2))
                                : Path.of(text).toAbsolutePath());
    }

    private Destination byTheSystemsSsh() {
        var options = new ArrayList<String>();
        options.addAll(words(ARGS, variables.sshArgs()));
        variables.port().ifPresent(p -> options.addAll(List.of("-o", "Port=" + p)));
        variables.user().or(line::user).ifPresent(u -> options.addAll(List.of("-o", "User=\"" + u + '"')));
        privateKey().ifPresent(k -> options.addAll(List.of("-o", "IdentityFile=\"" + k + '"')));
        options.addAll(words(COMMON_ARGS, variables.sshCommonArgs()));
        options.addAll(words(EXTRA_ARGS, variables.sshExtraArgs()));
        if (!Destination.isHost(variables.target())) {
            problem(new SshProblem("ansible_host", "'" + variables.target() + "' is no name or address of a host", ""));
            return new Destination.Local();
        }
        return new Destination.OpenSsh(variables.target(), options, password(), line.acceptNew(), line.timeouts());
    }

    private List<String> words(String variable, Optional<String> text) {
        Optional<List<String>> words = Words.split(text.orElse(""));
        if (words.isEmpty()) {
            problem(new SshProblem(variable, "a quote is not closed, or nothing follows a backslash", ""));
        }
        var arguments = SystemSshArguments.of(words.orElse(List.of()));
        arguments.problems().forEach(p -> problem(new SshProblem(variable, p, "take it out")));
        return arguments.words();
    }

    private SshSettings arguments(String variable, Optional<String> text) {
        return SshArguments.parse(text.orElse(""), variable).withoutWords(variable);
    }

    private Optional<String> privateKey() {
        return variables.privateKeyFile().or(() -> line.privateKey().map(Path::toString));
    }

    private Optional<Secret> password() {
        return variables
                .password()
                .map(s -> new Secret(s.reveal().toCharArray()))
                .or(line::password);
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
            unsupported("ansible_become_exe", "only sudo is supported");
        }
        if (wanted.flags().filter(f -> !f.isBlank()).isPresent()) {
            unsupported("ansible_become_flags", "flags for sudo are not supported");
        }
        String user = wanted.user().orElse("root");
        if (!user.equals("root")) {
            unsupported("ansible_become_user", "the runner has to be root, not " + user);
        }
        return new Become(
                "root",
                wanted.password().map(s -> new Secret(s.reveal().toCharArray())).or(line::becomePassword));
    }

    private Optional<HostPath> hostPath(String variable, String text) {
        String plain = text.replaceAll("/+$", "");
        if (HostPath.isUsable(plain)) {
            return Optional.of(new HostPath(plain));
        }
        problem(
                "host-path",
                variables.name() + "." + variable,
                "'" + text + "' cannot be used",
                "an absolute path without '.', '..' and '//'");
        return Optional.empty();
    }

    private void unsupported(String variable, String message) {
        problem("become-unsupported", variables.name() + "." + variable, message, "leave it out");
    }

    /** A problem of a file names it, one of a variable the host's variable. */
    private void problem(SshProblem p) {
        boolean ofFile = p.origin().startsWith("/");
        problem(
                p.origin().equals("ansible_host") ? "ssh-host" : ofFile ? "ssh-config" : "ssh-option",
                variables.name() + "." + (ofFile ? "ssh_config" : p.origin()),
                ofFile ? p.origin() + ": " + p.message() : p.message(),
                p.hint());
    }

    private void problem(String code, String object, String message, String hint) {
        var problem = new Diagnostic(
                Severity.ERROR,
                code,
                Optional.empty(),
                object,
                message,
                hint.isEmpty() ? Optional.empty() : Optional.of(hint));
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }
}
