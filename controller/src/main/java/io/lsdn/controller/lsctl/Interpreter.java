package io.lsdn.controller.lsctl;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The real {@code tclsh}, as a child process, with our commands in it. They ask their questions over named pipes, so that the script
 * has its standard streams for itself.
 */
final class Interpreter implements AutoCloseable {
    private static final String PRELUDE = "lsdn.tcl";
    private static final String QUESTIONS = "questions";
    private static final int LONGEST_QUESTION = 64 << 20;
    private static final byte[] THE_END = "0\n".getBytes(StandardCharsets.US_ASCII);

    private final Path directory;
    private final Process process;
    private final FileChannel questions;
    private final FileChannel answers;

    private Interpreter(Path directory, Process process, FileChannel questions, FileChannel answers) {
        this.directory = directory;
        this.process = process;
        this.questions = questions;
        this.answers = answers;
    }

    /** Answers what a script asks; called by one thread. */
    interface Respondent {
        /** @param question at least one word */
        List<String> answer(List<String> question) throws InterruptedException;
    }

    /**
     * @param arguments the script and its arguments; none: what is typed
     * @param ownOutput the script's standard output is ours; else it is where our standard error is, and it gets no input
     * @throws IOException if there is no interpreter
     */
    static Interpreter start(List<String> arguments, Path in, boolean ownOutput)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("lsdn-lsctl-");
        try {
            try (InputStream prelude = Interpreter.class.getResourceAsStream(PRELUDE)) {
                if (prelude == null) {
                    throw new IllegalStateException("this program was built without " + PRELUDE);
                }
                Files.copy(prelude, directory.resolve(PRELUDE));
            }
            Path questions = directory.resolve(QUESTIONS);
            Path answers = directory.resolve("answers");
            run(List.of("mkfifo", "-m", "600", questions.toString(), answers.toString()));
            // For reading and writing: opening a pipe so does not wait for the other end.
            FileChannel asked = FileChannel.open(questions, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileChannel said = FileChannel.open(answers, StandardOpenOption.READ, StandardOpenOption.WRITE);
            var command =
                    new ArrayList<>(ownOutput ? List.of() : List.of("sh", "-c", "exec \"$@\" >&2 </dev/null", "sh"));
            command.addAll(List.of("tclsh", directory.resolve(PRELUDE).toString(), directory.toString()));
            command.addAll(arguments);
            Process process = new ProcessBuilder(command)
                    .directory(in.toFile())
                    .inheritIO()
                    .start();
            return new Interpreter(directory, process, asked, said);
        } catch (IOException | RuntimeException e) {
            remove(directory);
            throw e;
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (made.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    /**
     * Answers until the interpreter has ended.
     *
     * @return its exit code
     */
    int serve(Respondent respondent) throws IOException, InterruptedException {
        // What it wrote before its end is in the pipe before this.
        var _ = process.onExit().thenRun(this::sayTheEnd);
        var in = new DataInputStream(Channels.newInputStream(questions));
        OutputStream out = Channels.newOutputStream(answers);
        for (List<String> question = read(in); !question.isEmpty(); question = read(in)) {
            write(out, respondent.answer(question));
        }
        return process.waitFor();
    }

    private void sayTheEnd() {
        // By a channel of its own: one that is being read from is locked.
        try (FileChannel end = FileChannel.open(directory.resolve(QUESTIONS), StandardOpenOption.WRITE)) {
            end.write(ByteBuffer.wrap(THE_END));
        } catch (IOException _) {
            // It is closed, so nobody listens.
            return;
        }
    }

    /** Ends the interpreter and what it started. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static List<String> read(DataInputStream in) throws IOException {
        int left = number(in);
        var words = new ArrayList<String>();
        int bytes = 0;
        for (; left > 0; left--) {
            int length = number(in);
            bytes += length;
            if (bytes > LONGEST_QUESTION || words.size() > LONGEST_QUESTION / Long.BYTES) {
                throw new IOException("a command of more than " + (LONGEST_QUESTION >> 20) + " MiB");
            }
            words.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
        return words;
    }

    private static int number(InputStream in) throws IOException {
        int n = 0;
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the interpreter's pipe is closed");
            }
            if (c < '0' || c > '9' || n > LONGEST_QUESTION) {
                throw new IOException("the interpreter does not speak as our commands do");
            }
            n = 10 * n + c - '0';
        }
        return n;
    }

    private static void write(OutputStream out, List<String> words) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes((words.size() + "\n").getBytes(StandardCharsets.US_ASCII));
        for (String word : words) {
            byte[] text = word.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes((text.length + "\n").getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(text);
        }
        out.write(bytes.toByteArray());
    }

    @Override
    public void close() {
        kill();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            questions.close();
            answers.close();
            remove(directory);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
