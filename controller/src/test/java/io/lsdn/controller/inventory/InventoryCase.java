package io.lsdn.controller.inventory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A case in a folder.
 *
 * @param folder where its sources stand
 * @param sources the lines of {@code sources}, in the place of {@code -i}
 * @param playbookDirectory the content of {@code playbook-dir}, a folder in this one
 * @param patterns the lines of {@code patterns}
 */
record InventoryCase(Path folder, List<String> sources, Optional<String> playbookDirectory, List<String> patterns) {
    static final Path ROOT = Path.of("src/test/resources/inventory").toAbsolutePath();

    static List<InventoryCase> under(String kind) {
        try (var folders = Files.list(ROOT.resolve(kind))) {
            return folders.sorted().map(InventoryCase::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InventoryCase of(Path folder) {
        return new InventoryCase(
                folder,
                lines(folder.resolve("sources")),
                lines(folder.resolve("playbook-dir")).stream().findFirst(),
                lines(folder.resolve("patterns")));
    }

    private static List<String> lines(Path file) {
        try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.empty()) {
            return lines.filter(l -> !l.isEmpty()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return folder.getFileName().toString();
    }

    /** As ansible-inventory does, which takes the working directory for the playbook's unless told. */
    LoadedInventory load() {
        return new InventoryLoader(folder, System.getenv()).load(sources, playbookDirectory.map(folder::resolve));
    }

    String[] options(String... options) {
        var all = new ArrayList<>(List.of(options));
        playbookDirectory.ifPresent(d -> all.addAll(List.of("--playbook-dir", d)));
        return all.toArray(String[]::new);
    }

    Path expected(String file) {
        return folder.resolve("expected").resolve(file);
    }

    String read(String file) {
        try {
            return Files.readString(expected(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String file, String content) {
        try {
            Files.createDirectories(expected(file).getParent());
            Files.writeString(expected(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
