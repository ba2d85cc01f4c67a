package io.lsdn.controller.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shell script that prepares a host and becomes the runner. It goes over standard input, so that whichever shell the
 * host's user logs in with only has to start {@code sh}, and nothing of it shows in the host's process list.
 */
final class BootstrapScript {
    private static final String RESOURCE = "bootstrap.sh";
    private static final String SYSTEMD_BOOTED = "/run/systemd/system";

    /**
     * Small and quick to start: no second compiler, and the first one only for what really runs often (a runner lives for a
     * second; at the usual threshold half of its processor time is compiling), no parallel collector, no shared file for jstat.
     * What the JVM itself has to say goes to standard error, never between the runner's frames.
     */
    static final List<String> JVM_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:CompileThresholdScaling=20",
            "-XX:-UsePerfData",
            "-XX:+DisplayVMOutputToStderr",
            "-Xshare:auto",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            // A record is read from the wire a few times: a class made for each constructor costs more than it saves.
            "-Djdk.reflect.useNativeAccessorOnly=true",
            "-Xmx256m");

    private final String body;
    private final String systemdDirectory;

    private BootstrapScript(String body, String systemdDirectory) {
        this.body = body;
        this.systemdDirectory = systemdDirectory;
    }

    static BootstrapScript load() {
        return load(SYSTEMD_BOOTED);
    }

    /** With another directory whose existence says that systemd is PID 1: for tests. */
    static BootstrapScript load(String systemdDirectory) {
        try (var in = BootstrapScript.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("this controller was built without " + RESOURCE);
            }
            return new BootstrapScript(new String(in.readAllBytes(), UTF_8), systemdDirectory);
        } catch (IOException e) {
            throw new IllegalStateException("this controller's " + RESOURCE + " cannot be read", e);
        }
    }

    byte[] render(BootstrapSettings settings, RunnerJar jar, Optional<RunnerArchive> archive, String nonce) {
        return String.join(
                        "\n",
                        "nonce=" + ShellQuote.word(nonce),
                        "dir=" + ShellQuote.word(settings.directory().text()),
                        "java_setting="
                                + ShellQuote.word(
                                        settings.java().map(HostPath::text).orElse("")),
                        "jar_sha=" + ShellQuote.word(jar.sha256()),
                        "jar_size=" + jar.size(),
                        "archive_sha="
                                + ShellQuote.word(
                                        archive.map(RunnerArchive::sha256).orElse("")),
                        "archive_size=" + archive.map(RunnerArchive::packedSize).orElse(0),
                        "archive_for="
                                + ShellQuote.word(
                                        archive.map(RunnerArchive::madeFor).orElse("")),
                        "systemd_dir=" + ShellQuote.word(systemdDirectory),
                        "set -- " + ShellQuote.words(javaArguments(settings, jar)),
                        body)
                .getBytes(UTF_8);
    }

    /** What the host's login shell is asked to run, for a script of that many bytes, where nobody has to be become. */
    static String command(int scriptBytes) {
        return "sh -c '" + reader(scriptBytes) + "'";
    }

    /** For {@code sh}: takes a script of that many bytes from standard input, and runs it. */
    static String reader(int scriptBytes) {
        return "eval \"$(head -c " + scriptBytes + ")\"";
    }

    private static List<String> javaArguments(BootstrapSettings settings, RunnerJar jar) {
        var arguments = new ArrayList<>(JVM_OPTIONS);
        arguments.addAll(settings.javaOptions());
        arguments.add("-jar");
        arguments.add(settings.directory().text() + "/cache/runner-" + jar.sha256() + ".jar");
        arguments.addAll(settings.runnerArguments());
        return arguments;
    }
}
