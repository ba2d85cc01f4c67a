package io.lsdn.controller.inventory;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program under {@code tests/oracle} that answers JSON by JSON, a line each. */
final class Oracle implements AutoCloseable {
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private Oracle(String program) throws IOException {
        process = new ProcessBuilder(
                        Path.of("../tests/oracle", program).toAbsolutePath().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        questions = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * @param needs a file or folder of what the program stands on. Where it is missing the test is reported as not run,
     *     and in CI as failed
     */
    static Oracle start(String program, Path needs, String howToGet) throws IOException {
        if (!Files.exists(needs)) {
            var why = "NOT RUN: there is no " + needs + " (" + howToGet + ")";
            System.err.println(why);
            if ("true".equals(System.getenv("CI"))) {
                fail(why);
            }
            abort(why);
        }
        return new Oracle(program);
    }

    JsonElement ask(JsonElement question) throws IOException {
        questions.write(question.toString());
        questions.newLine();
        questions.flush();
        var answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the oracle ended");
        }
        return JsonParser.parseString(answer);
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
