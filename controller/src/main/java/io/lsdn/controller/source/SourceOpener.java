package io.lsdn.controller.source;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.Severity;
import io.lsdn.netmodel.validate.ObjectPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Opens what the arguments name; the only place that reads files and runs programs. */
final class SourceOpener {
    private static final String STDIN = "-";

    private final SourceEnvironment environment;
    private final Findings findings;
    private final Set<Path> opened = new HashSet<>();
    private final List<Source> sources = new ArrayList<>();
    private boolean stdinRead;

    private SourceOpener(SourceEnvironment environment, Findings findings) {
        this.environment = environment;
        this.findings = findings;
    }

    static List<Source> open(List<String> arguments, SourceEnvironment environment, Findings findings)
            throws InterruptedException {
        var opener = new SourceOpener(environment, findings);
        for (String argument : arguments) {
            opener.argument(argument);
        }
        return opener.sources;
    }

    private void argument(String argument) throws InterruptedException {
        if (argument.equals(STDIN)) {
            stdin();
            return;
        }
        Path path;
        try {
            path = environment.directory().resolve(argument);
        } catch (InvalidPathException _) {
            refuse(SourceCode.SOURCE_NOT_FOUND, argument, "this can not be the name of a file", "");
            return;
        }
        if (!Files.exists(path)) {
            refuse(SourceCode.SOURCE_NOT_FOUND, argument, "there is no such file or directory", "");
        } else if (Files.isDirectory(path)) {
            directory(argument, path);
        } else {
            file(argument, path);
        }
    }

    private void stdin() {
        if (stdinRead) {
            refuse(SourceCode.SOURCE_NAMED_TWICE, STDIN, "standard input is named twice", "name it once");
            return;
        }
        stdinRead = true;
        try {
            add("<stdin>", environment.stdin());
        } catch (IOException e) {
            unreadable("<stdin>", e);
        }
    }

    /** Of a directory the YAML files in it, in the order of their names; hidden ones and editors' backups are not meant. */
    private void directory(String argument, Path directory) throws InterruptedException {
        List<Path> files;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            files = StreamSupport.stream(entries.spliterator(), false)
                    .filter(SourceOpener::isYaml)
                    .filter(f -> !f.getFileName().toString().startsWith("."))
                    .filter(f -> !Files.isDirectory(f))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            unreadable(argument, e);
            return;
        }
        if (files.isEmpty()) {
            refuse(
                    SourceCode.DIRECTORY_EMPTY,
                    argument,
                    "there is no topology in this directory",
                    "its files *.yaml and *.yml are read");
        }
        for (Path file : files) {
            file(Path.of(argument).resolve(file.getFileName()).toString(), file);
        }
    }

    private static boolean isYaml(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private void file(String name, Path path) throws InterruptedException {
        try {
            if (Files.isRegularFile(path) && !opened.add(path.toRealPath())) {
                refuse(SourceCode.SOURCE_NAMED_TWICE, name, "this file is named twice", "name it once");
            } else if (name.endsWith(".lsctl")) {
                sources.add(new Source.Lsctl(name, path));
            } else if (isProgram(path)) {
                program(name, path);
            } else {
                try (InputStream in = Files.newInputStream(path)) {
                    add(name, in);
                }
            }
        } catch (IOException e) {
            unreadable(name, e);
        }
    }

    /**
     * Some file systems give every file the executable bit, so it alone does not make a program: the file begins as a
     * script or as the kernel's executable format, and it does not call itself YAML.
     */
    private static boolean isProgram(Path path) throws IOException {
        if (!Files.isRegularFile(path) || !Files.isExecutable(path) || isYaml(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            String magic = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
            return magic.startsWith("#!") || magic.equals("\u007fELF");
        }
    }

    private void program(String name, Path path) throws InterruptedException {
        switch (Program.run(path.toAbsolutePath(), environment.directory(), environment.programLimit())) {
            case Program.Outcome.Printed(ByteBuffer output) -> add(name, output);
            case Program.Outcome.Failed(int code, String stderr) ->
                refuse(
                        SourceCode.PROGRAM_FAILED,
                        name,
                        "the program ended with exit code " + code
                                + (stderr.isBlank() ? "" : " and said: " + lastLines(stderr)),
                        "an executable file is run and prints a topology");
            case Program.Outcome.TimedOut _ ->
                refuse(
                        SourceCode.PROGRAM_TIMEOUT,
                        name,
                        "the program did not end within "
                                + environment.programLimit().toSeconds() + " s",
                        "an executable file is run and prints a topology");
            case Program.Outcome.NotStarted(String reason) ->
                refuse(
                        SourceCode.PROGRAM_NOT_STARTED,
                        name,
                        "the program can not be run: " + reason,
                        "an executable file is run and prints a topology; a script begins with '#!' and an interpreter that exists");
        }
    }

    private static String lastLines(String stderr) {
        List<String> lines = stderr.strip().lines().toList();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    private void add(String name, InputStream in) throws IOException {
        add(name, ByteBuffer.wrap(in.readNBytes(Limits.INPUT_BYTES + 1)));
    }

    private void add(String name, ByteBuffer bytes) {
        if (bytes.remaining() > Limits.INPUT_BYTES) {
            refuse(
                    SourceCode.INPUT_TOO_LONG,
                    name,
                    "it is longer than " + (Limits.INPUT_BYTES >> 20) + " MiB",
                    "a topology may stand in several files; names may have ranges");
        } else {
            sources.add(new Source.Yaml(name, bytes));
        }
    }

    private void unreadable(String name, IOException e) {
        String reason = e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
        refuse(SourceCode.SOURCE_UNREADABLE, name, "it can not be read: " + reason, "");
    }

    private void refuse(SourceCode code, String name, String message, String hint) {
        findings.unreadable(
                ObjectPath.ROOT,
                new Diagnostic(
                        Severity.ERROR,
                        code.text(),
                        Optional.empty(),
                        name,
                        message,
                        hint.isEmpty() ? Optional.empty() : Optional.of(hint)));
    }
}
