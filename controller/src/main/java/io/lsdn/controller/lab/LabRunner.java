package io.lsdn.controller.lab;

import io.lsdn.controller.transport.RunnerJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Lets the runner's jar do what needs the kernel: the controller itself speaks no netlink. Its program reads a plan on standard
 * input and prints {@code ok}, or one line that says what is wrong.
 */
public final class LabRunner {
    private static final String PROGRAM = "io.lsdn.hostrunner.lab.LabMain";

    private final RunnerJar jar;

    public LabRunner(RunnerJar jar) {
        this.jar = jar;
    }

    void run(String verb, byte[] plan) throws IOException, LabException {
        Path file = Files.createTempFile("lsdn-runner-", ".jar");
        try {
            jar.writeTo(file);
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            var process = new ProcessBuilder(List.of(
                            java.toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            file.toString(),
                            PROGRAM,
                            verb))
                    .redirectErrorStream(true)
                    .start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(plan);
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0 || !said.equals("ok")) {
                throw new LabException(said.isEmpty() ? "the lab's program ended without a word" : said, "");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", "");
        } finally {
            Files.delete(file);
        }
    }
}
