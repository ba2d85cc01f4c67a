package io.lsdn.tests.deploy;

import io.lsdn.tests.lab.RootShell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code lsdn-deploy} on a terminal (one that {@code script} makes), where somebody types a password when asked. */
final class TypedPassword {
    private TypedPassword() {}

    /** @return all that the terminal showed */
    static String at(Path directory, String question, String password, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(Cli.command("-Dlsdn.stdin.tty=true"));
        command.addAll(List.of(arguments));
        String line = command.stream().map(RootShell::quote).collect(Collectors.joining(" "));
        Process process = new ProcessBuilder("script", "-qec", line, "/dev/null")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        var shown = new StringBuilder();
        read(process, shown, question);
        // The terminal's echo goes off just before the question; a person is no faster than this.
        process.getOutputStream().write((password + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        read(process, shown, "\0");
        process.waitFor();
        return shown.toString();
    }

    /** Until that was shown, or the end. */
    private static void read(Process process, StringBuilder shown, String until) throws IOException {
        while (shown.indexOf(until) < 0) {
            int b = process.getInputStream().read();
            if (b < 0) {
                return;
            }
            shown.append((char) b);
        }
    }
}
