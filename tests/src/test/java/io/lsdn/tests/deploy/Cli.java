package io.lsdn.tests.deploy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code lsdn-deploy} as a process of its own, from the classes of this build. */
public final class Cli {
    private static final String NO_TERMINAL = "-Dlsdn.stdin.tty=false";

    private Cli() {}

    /** How a run ended. */
    public record Ended(int exit, String out, String err) {
        /** What {@code -o json} printed. */
        public JsonObject json() {
            return JsonParser.parseString(out).getAsJsonObject();
        }

        public String outcome() {
            return json().get("outcome").getAsString();
        }

        public String outcomeOf(String host) {
            return json().getAsJsonObject("hosts")
                    .getAsJsonObject(host)
                    .get("outcome")
                    .getAsString();
        }
    }

    private static Process start(Path directory, String option, List<String> arguments, ProcessBuilder.Redirect err) {
        var command = new ArrayList<>(command(option));
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(err.equals(ProcessBuilder.Redirect.PIPE))
                    .redirectError(err)
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What starts it; its arguments follow. */
    static List<String> command(String option) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                option,
                "-cp",
                System.getProperty("java.class.path"),
                "io.lsdn.controller.cli.Main");
    }

    /** Runs to its end. */
    public static Ended run(Path directory, String... arguments) throws Exception {
        return run(directory, NO_TERMINAL, List.of(arguments));
    }

    /** Runs to its end, with an option of the JVM. */
    static Ended run(Path directory, String option, List<String> arguments) throws Exception {
        Path log = directory.resolve("stderr.log");
        Process process = start(directory, option, arguments, ProcessBuilder.Redirect.to(log.toFile()));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, java.nio.file.Files.readString(log));
    }

    /** What a test does when the program says a line; true ends the program as by {@code kill -9}. */
    interface Watcher {
        boolean said(String line) throws Exception;
    }

    /**
     * Runs it under the eyes of a watcher, who holds it up while it looks: the program's next line waits.
     *
     * @return how it ended; its standard error is among its output. 137 if it was killed
     */
    static Ended watch(Path directory, Watcher watcher, String... arguments) throws Exception {
        Process process = start(directory, NO_TERMINAL, List.of(arguments), ProcessBuilder.Redirect.PIPE);
        var said = new StringBuilder();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String l = lines.readLine(); l != null; l = lines.readLine()) {
                said.append(l).append('\n');
                if (watcher.said(l)) {
                    process.destroyForcibly();
                    break;
                }
            }
        }
        return new Ended(process.waitFor(), said.toString(), "");
    }
}
