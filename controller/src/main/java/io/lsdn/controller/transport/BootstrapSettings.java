package io.lsdn.controller.transport;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the runner is started on one host.
 *
 * @param directory the host's directory for runner and state ({@code lsdn_dir})
 * @param java a Java home or its {@code java} on the host ({@code lsdn_java}); if given, no other is looked for
 * @param become how to be root there; empty: the login's user is root
 * @param javaOptions further options of the host's JVM
 * @param runnerArguments what the runner's {@code main} gets
 * @param patience how long the host may take for one answer; an upload gets more by its size
 */
public record BootstrapSettings(
        HostPath directory,
        Optional<HostPath> java,
        Optional<Become> become,
        List<String> javaOptions,
        List<String> runnerArguments,
        Duration patience) {
    public BootstrapSettings {
        javaOptions = List.copyOf(javaOptions);
        runnerArguments = List.copyOf(runnerArguments);
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("no patience: " + patience);
        }
    }

    /** The directory of a host that sets none. */
    public static final HostPath DEFAULT_DIRECTORY = new HostPath("/var/lib/lsdn");

    /** As root, any Java, half a minute for an answer; the runner is told the directory. */
    public static BootstrapSettings of(HostPath directory) {
        return new BootstrapSettings(
                directory,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(directory.text()),
                Duration.ofSeconds(30));
    }

    public BootstrapSettings withJava(HostPath path) {
        return new BootstrapSettings(directory, Optional.of(path), become, javaOptions, runnerArguments, patience);
    }

    public BootstrapSettings withBecome(Become other) {
        return new BootstrapSettings(directory, java, Optional.of(other), javaOptions, runnerArguments, patience);
    }

    public BootstrapSettings withJavaOptions(List<String> options) {
        return new BootstrapSettings(directory, java, become, options, runnerArguments, patience);
    }

    public BootstrapSettings withRunnerArguments(List<String> arguments) {
        return new BootstrapSettings(directory, java, become, javaOptions, arguments, patience);
    }

    public BootstrapSettings withPatience(Duration other) {
        return new BootstrapSettings(directory, java, become, javaOptions, runnerArguments, other);
    }
}
