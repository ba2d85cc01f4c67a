package io.lsdn.hostrunner.boot;

import io.lsdn.hostrunner.apply.ContextDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Files of ours in directories that only root can change. Each is there whole, or as it was. */
final class KeptFiles {
    private static final String FRESH = ".new-";

    private final Path home;

    /** @param home {@code lsdn_dir} */
    KeptFiles(Path home) {
        this.home = home;
    }

    /** @throws IOException if it, or the one that it is in, is not safe */
    void makeDirectory(Path directory) throws IOException {
        if (!ContextDirectory.isOurs(directory)) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** @return whether it was otherwise before */
    boolean write(Path file, String text) throws IOException {
        if (text(file).equals(text) && Files.exists(file)) {
            return false;
        }
        Path fresh = fresh(file);
        try (FileChannel out = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")))) {
            var buffer = StandardCharsets.UTF_8.encode(text);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        sync(parent(file));
        return true;
    }

    /** What a plain file holds; nothing if there is none. */
    String text(Path file) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.readString(file) : "";
    }

    /**
     * The same file under another directory: it stays when the first one goes.
     *
     * @param kept gets its name
     */
    Path link(Path file, Path to, List<String> kept) throws IOException {
        Path name = name(file);
        kept.add(name.toString());
        Path link = to.resolve(name);
        if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS) || !Files.isSameFile(link, file)) {
            Path fresh = fresh(link);
            linkOrCopy(file, fresh);
            Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
            sync(to);
        }
        return link;
    }

    /** Where {@code lsdn_dir} is on a file system without hard links, or is spread over several. */
    private static void linkOrCopy(Path file, Path to) throws IOException {
        try {
            Files.createLink(to, file);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException _) {
            // Its time stamp has to be the same for the class archive.
            Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** A Java that we brought ourselves is linked here file by file; any other one stays where it is. @return its program */
    Path tree(Path java, Path to, List<String> kept) throws IOException {
        if (!java.startsWith(home) || java.startsWith(to)) {
            if (java.startsWith(to)) {
                kept.add(to.relativize(java).getName(0).toString());
            }
            return java;
        }
        Path from = parent(parent(java));
        kept.add(name(from).toString());
        Path tree = to.resolve(name(from));
        if (!Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
            Path fresh = fresh(tree);
            copyTree(from, fresh);
            Files.move(fresh, tree, StandardCopyOption.ATOMIC_MOVE);
            sync(to);
        }
        return tree.resolve(from.relativize(java));
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path d, BasicFileAttributes a) throws IOException {
                Files.createDirectory(to.resolve(from.relativize(d).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path f, BasicFileAttributes a) throws IOException {
                Path copy = to.resolve(from.relativize(f).toString());
                if (a.isSymbolicLink()) {
                    Files.createSymbolicLink(copy, Files.readSymbolicLink(f));
                } else {
                    linkOrCopy(f, copy);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Removes what is in a directory and is not to stay. */
    void sweep(Path directory, Predicate<String> stays) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(directory)) {
            all = files.toList();
        }
        for (Path file : all) {
            if (!stays.test(name(file).toString())) {
                delete(file);
            }
        }
    }

    /** A file, or a directory with all that is in it. Links are not followed. */
    void delete(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(file, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path f, BasicFileAttributes a) throws IOException {
                Files.delete(f);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path d, java.io.IOException e) throws IOException {
                Files.delete(d);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Under the name of what is not finished, with nothing there any more. */
    private Path fresh(Path file) throws IOException {
        Path fresh = file.resolveSibling(FRESH + name(file));
        delete(fresh);
        return fresh;
    }

    private static Path name(Path file) {
        return java.util.Objects.requireNonNull(file.getFileName(), "the root has no name");
    }

    private static Path parent(Path file) {
        return java.util.Objects.requireNonNull(file.getParent(), "the root has no parent");
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel d = FileChannel.open(directory, StandardOpenOption.READ)) {
            d.force(true);
        }
    }
}
