package io.lsdn.controller.lsctl;

import io.lsdn.netmodel.model.NetworkModel;
import io.lsdn.netmodel.validate.ObjectPath;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a script in a {@code tclsh} of its own, which asks for LSDN's commands over its standard streams. */
public final class Script implements AutoCloseable {
    /** Where a command stands; of the interactive shell, an empty file. */
    public record Place(String file, int line) {}

    /** How a script ended. */
    public sealed interface Ending {
        record Done() implements Ending {}

        /** The script called {@code exit} with another code than 0. */
        record Exited(int code) implements Ending {}

        /** @param message may have several lines */
        record Failed(Place place, String message) implements Ending {}
    }

    private static final int LONGEST_WORD = 64 << 20;

    private final Process process;
    private final DataInputStream in;
    private final OutputStream out;
    private final LsctlHost host;
    private final Session session;
    private final Map<ObjectPath, Place> places = new HashMap<>();
    private Place refused = new Place("", 0);
    private Ending ending = new Ending.Done();
    private boolean argvRead;

    private Script(Process process, LsctlHost host, String context) {
        this.process = process;
        this.host = host;
        in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        out = new BufferedOutputStream(process.getOutputStream());
        session = new Session(host, context, places);
    }

    /** @throws IOException if there is no {@code tclsh} */
    public static Script start(Path directory, LsctlHost host, String context) throws IOException {
        Process process = new ProcessBuilder("tclsh")
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Script(process, host, context);
    }

    public NetworkModel model() {
        return session.model();
    }

    /** Where each object was first named. */
    public Map<ObjectPath, Place> places() {
        return Map.copyOf(places);
    }

    /** Whether the script looked at {@code $argv}; told only where it was given none. */
    public boolean readArgv() {
        return argvRead;
    }

    /**
     * Runs it to its end.
     *
     * @param file empty: the interactive shell
     * @param arguments {@code $argv}
     * @param watchArgv whether to notice that {@code $argv} is read
     */
    public Ending run(String file, List<String> arguments, boolean watchArgv) {
        try {
            prelude();
            while (true) {
                List<String> request = read();
                if (request.isEmpty()) {
                    break;
                }
                answer(request, file, arguments, watchArgv);
            }
            process.waitFor(5, TimeUnit.SECONDS);
            return ending;
        } catch (IOException e) {
            return new Ending.Failed(new Place(file, 1), "the interpreter ended unexpectedly: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Ending.Failed(new Place(file, 1), "interrupted");
        }
    }

    /** The interpreter reads its first commands from its standard input, before that becomes the pipe of messages. */
    private void prelude() throws IOException {
        byte[] text;
        try (InputStream resource = Script.class.getResourceAsStream("prelude.tcl")) {
            if (resource == null) {
                throw new IllegalStateException("the prelude is not in this program");
            }
            text = resource.readAllBytes();
        }
        String size =
                "fconfigure stdin -translation binary -buffering none; eval [encoding convertfrom utf-8 [read stdin "
                        + text.length + "]]\n";
        out.write(size.getBytes(StandardCharsets.UTF_8));
        out.write(text);
        out.flush();
    }

    private void answer(List<String> request, String file, List<String> arguments, boolean watch) throws IOException {
        switch (request.getFirst()) {
            case "start" -> write(List.of(file, watch ? "1" : "0"));
            case "arguments" -> write(arguments);
            case "leave" -> {
                session.leave();
                write(List.of());
            }
            case "print" -> {
                host.print(request.get(1));
                write(List.of());
            }
            case "complain" -> {
                host.complain(request.get(1));
                write(List.of());
            }
            case "read" -> {
                Optional<String> line = host.readLine(request.get(1));
                write(List.of(line.isPresent() ? "1" : "0", line.orElse("")));
            }
            case "argv" -> {
                argvRead = true;
                write(List.of());
            }
            case "exit" -> {
                ending = exited(request.get(1));
                write(List.of());
            }
            case "failed" -> {
                ending = failed(request, file);
                write(List.of());
            }
            default -> command(request.subList(1, request.size()));
        }
    }

    private static Ending exited(String code) {
        return code.equals("0")
                ? new Ending.Done()
                : new Ending.Exited(code.matches("[0-9]{1,3}") ? Integer.parseInt(code) & 0xff : 1);
    }

    private Ending failed(List<String> request, String file) {
        if (request.get(4).equals("1") && refused.line() > 0) {
            return new Ending.Failed(refused, request.get(3));
        }
        int line = Integer.parseInt(request.get(2));
        return new Ending.Failed(
                new Place(request.get(1).isEmpty() ? file : request.get(1), Math.max(1, line)), request.get(3));
    }

    private void command(List<String> request) throws IOException {
        var place = new Place(request.getFirst(), Integer.parseInt(request.get(1)));
        try {
            switch (session.run(request.get(2), request.subList(3, request.size()), place)) {
                case Session.Answer.Value(String text) -> write(List.of("ok", text));
                case Session.Answer.Body(String script) -> write(List.of("body", script));
            }
        } catch (LsctlError e) {
            refused = place;
            write(List.of("error", e.text()));
        }
    }

    /** Empty at the end of the interpreter. */
    private List<String> read() throws IOException {
        Optional<Integer> count = number();
        if (count.isEmpty()) {
            return List.of();
        }
        var words = new ArrayList<String>();
        for (int i = 0; i < count.get(); i++) {
            int length = number().orElseThrow(() -> new IOException("a message was cut off"));
            words.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
        return words;
    }

    private Optional<Integer> number() throws IOException {
        int value = 0;
        int digits = 0;
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 && digits == 0) {
                return Optional.empty();
            }
            if (c < '0' || c > '9' || ++digits > 9) {
                throw new IOException("something else than a message was written to the pipe");
            }
            value = value * 10 + c - '0';
        }
        if (value > LONGEST_WORD) {
            throw new IOException("a message is too long");
        }
        return Optional.of(value);
    }

    private void write(List<String> words) throws IOException {
        out.write((words.size() + "\n").getBytes(StandardCharsets.UTF_8));
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            out.write((bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
            out.write(bytes);
        }
        out.flush();
    }

    /** Ends the interpreter, whatever it does. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            out.close();
        } catch (IOException _) {
            // It is gone already, and what it did not read does not matter.
        }
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
