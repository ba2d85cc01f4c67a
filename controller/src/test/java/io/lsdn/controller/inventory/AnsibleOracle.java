package io.lsdn.controller.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's ansible-core, kept running to answer many questions ({@code tests/oracle/ansible-oracle}). */
final class AnsibleOracle implements AutoCloseable {
    private static final Path PROGRAM =
            Path.of("../tests/oracle/ansible-oracle").toAbsolutePath();

    /** What a command of Ansible printed. */
    record Answer(int status, String out, String err) {}

    private record Question(String cwd, List<String> argv) {}

    private final Gson gson = new Gson();
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private AnsibleOracle() throws IOException {
        process = new ProcessBuilder(PROGRAM.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        questions = process.outputWriter();
        answers = process.inputReader();
    }

    /** Where there is no Ansible the test is reported as not run, and in CI as failed. */
    static AnsibleOracle start() throws IOException {
        if (!Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/ansible"))) {
            var why =
                    "NOT RUN: no ansible-core in /usr/lib/python3/dist-packages (Debian: apt-get install ansible-core)";
            System.err.println(why);
            if ("true".equals(System.getenv("CI"))) {
                fail(why);
            }
            abort(why);
        }
        return new AnsibleOracle();
    }

    Answer ask(Path directory, List<String> argv) throws IOException {
        questions.write(gson.toJson(new Question(directory.toAbsolutePath().toString(), argv)));
        questions.newLine();
        questions.flush();
        var answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the oracle ended");
        }
        return gson.fromJson(answer, Answer.class);
    }

    /** {@code ansible-inventory} with these sources; it has to succeed. */
    String inventory(Path directory, List<String> sources, String... options) throws IOException {
        var argv = new ArrayList<>(List.of("ansible-inventory"));
        sources.forEach(s -> argv.addAll(List.of("-i", s)));
        argv.addAll(List.of(options));
        var answer = ask(directory, argv);
        assertEquals(0, answer.status(), () -> argv + " in " + directory + ": " + answer.err());
        return answer.out();
    }

    /** The hosts that a pattern means, or none where Ansible says that it means none. */
    List<String> hosts(Path directory, List<String> sources, String pattern) throws IOException {
        var argv = new ArrayList<>(List.of("ansible"));
        sources.forEach(s -> argv.addAll(List.of("-i", s)));
        argv.addAll(List.of("--list-hosts", "--", pattern));
        var answer = ask(directory, argv);
        return answer.out().lines().skip(1).map(String::strip).toList();
    }

    @Override
    public void close() throws IOException {
        questions.close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroy();
        }
    }
}
