package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An executable that prints an inventory. It may ask its user: it has our standard input. */
final class InventoryScript {
    private final Path program;
    private final String name;
    private final Path workingDirectory;

    InventoryScript(Path program, String name, Path workingDirectory) {
        this.program = program;
        this.name = name;
        this.workingDirectory = workingDirectory;
    }

    /** A file that the kernel can run: executable, and a script with an interpreter or an ELF binary. */
    static boolean isRunnable(Path file) {
        if (!Files.isExecutable(file)) {
            return false;
        }
        try (var in = Files.newInputStream(file)) {
            var magic = in.readNBytes(4);
            var start = new String(magic, StandardCharsets.ISO_8859_1);
            return start.startsWith("#!") || start.equals("\u007fELF");
        } catch (IOException e) {
            return false;
        }
    }

    /** What it prints for {@code --list}: a dictionary. */
    Optional<Node.Table> list(Problems problems) {
        return run(List.of("--list"), problems).flatMap(output -> {
            if (output.status() != 0) {
                problems.errorOf(
                        name,
                        "inventory-script-failed",
                        "the inventory script ended with status " + output.status() + output.lastWords(),
                        "");
                return Optional.empty();
            }
            return switch (JsonText.read(SourceText.of(name + " --list", output.out()))) {
                case Document.Content(Node.Table table, var _) -> Optional.of(table);
                case Document.Content(var other, var _) -> noDictionary(problems, other.kind());
                case Document.Empty() -> noDictionary(problems, "nothing");
                case Document.Malformed(var why) -> {
                    problems.add(why);
                    yield Optional.empty();
                }
            };
        });
    }

    private Optional<Node.Table> noDictionary(Problems problems, String kind) {
        problems.errorOf(
                name,
                "inventory-script-output",
                "the inventory script printed " + kind + ", and has to print a JSON dictionary",
                "");
        return Optional.empty();
    }

    /** What it prints for {@code --host NAME}; empty if that is nothing. */
    Optional<Node> host(String host, Problems problems) {
        return run(List.of("--host", host), problems).flatMap(output -> {
            if (output.status() != 0) {
                problems.warning(
                        "inventory-script-failed",
                        new SourceLocation(name, 1, 1, ""),
                        host,
                        "the inventory script ended with status " + output.status() + " for --host " + host
                                + output.lastWords(),
                        "_meta.hostvars in its list spares these calls");
            }
            return switch (Document.read(SourceText.of(name + " --host " + host, output.out()))) {
                case Document.Empty() -> Optional.empty();
                case Document.Content(var root, var warnings) -> {
                    warnings.forEach(problems::add);
                    yield Optional.of(root);
                }
                case Document.Malformed(var why) -> {
                    problems.add(why);
                    yield Optional.empty();
                }
            };
        });
    }

    private record Output(int status, String out, String err) {
        /** The last line of its standard error, which in most languages says what went wrong. */
        String lastWords() {
            return err.lines()
                    .filter(l -> !l.isBlank())
                    .reduce((first, last) -> last)
                    .map(l -> ": " + SecretMask.mask(l.strip()))
                    .orElse("");
        }
    }

    private Optional<Output> run(List<String> arguments, Problems problems) {
        var command = new java.util.ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        try {
            return Optional.of(run(new ProcessBuilder(command)
                    .directory(workingDirectory.toFile())
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .start()));
        } catch (IOException e) {
            problems.errorOf(
                    name,
                    "inventory-script-failed",
                    "the inventory script cannot be run",
                    "its first line names an interpreter that is there, and it is executable");
            return Optional.empty();
        }
    }

    private static Output run(Process process) throws IOException {
        try {
            var err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), Thread::startVirtualThread);
            var out = text(process.getInputStream());
            return new Output(process.waitFor(), out, err.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while an inventory script ran", e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            process.destroy();
        }
    }

    private static String text(java.io.InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
