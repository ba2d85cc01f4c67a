package io.lsdn.controller.transport.runtime;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * The runtime that this program's own JDK makes of itself by jlink: what the runner needs and no more, about 20 MB packed. It takes some
 * seconds, so it is kept for the next time.
 *
 * @param java the home of the Java that runs this program
 * @param version of that Java: another one makes another runtime
 * @param cache the directory in which runtimes are kept
 */
record OwnRuntime(Path java, String version, Path cache) {
    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;

    static OwnRuntime ofThisProgram(Path cache) {
        return new OwnRuntime(
                Path.of(System.getProperty("java.home")),
                System.getProperty("java.vendor") + ' ' + System.getProperty("java.runtime.version"),
                cache);
    }

    /** For what it would be made; empty where this is no Linux. */
    Optional<Machine> machine() throws IOException {
        Path program = java.resolve("bin/java");
        if (!Files.isRegularFile(program)) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(program)) {
            return Machine.of(in.readNBytes(Machine.HEAD));
        }
    }

    boolean canBeMade() {
        return Files.isExecutable(java.resolve("bin/jlink"));
    }

    /** Made now if it is not there yet, or not whole; several processes at once make it once. */
    JavaRuntime get(Machine machine) throws IOException {
        Files.createDirectories(cache);
        String name = ("runtime " + version + ' ' + machine.arch() + ' ' + machine.libc())
                .replaceAll("[^A-Za-z0-9.+_]+", "-");
        Path file = cache.resolve(name + ".tar.gz");
        try (var channel =
                        FileChannel.open(cache.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (Files.exists(file)) {
                try {
                    return RuntimeFile.read(file);
                } catch (IOException e) {
                    // A disk that was full, or a hand that was in it: what is made anew is right.
                    Files.delete(file);
                }
            }
            make(file);
        }
        return RuntimeFile.read(file);
    }

    private void make(Path file) throws IOException {
        Path work = Files.createTempDirectory(cache, ".new-");
        try {
            Path image = work.resolve("image");
            link(image);
            Path packed = work.resolve("packed");
            pack(image, packed);
            Files.move(packed, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(work);
        }
    }

    private void link(Path image) throws IOException {
        var process = new ProcessBuilder(
                        java.resolve("bin/jlink").toString(),
                        "--add-modules",
                        String.join(",", Runtimes.MODULES),
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        image.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("jlink of " + java + ": "
                        + said.strip().lines().findFirst().orElse("it failed without a word"));
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a Java runtime was made", e);
        }
    }

    /** Of the same image always the same bytes. */
    private static void pack(Path image, Path packed) throws IOException {
        var best = new GzipParameters();
        best.setCompressionLevel(Deflater.BEST_COMPRESSION);
        try (var out = new BufferedOutputStream(Files.newOutputStream(packed), 1 << 16);
                var tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(out, best));
                Stream<Path> files = Files.walk(image)) {
            for (Path file : files.sorted().toList()) {
                if (Files.isRegularFile(file)) {
                    var entry = new TarArchiveEntry(image.relativize(file).toString());
                    entry.setSize(Files.size(file));
                    entry.setMode(Files.isExecutable(file) ? EXECUTABLE : PLAIN);
                    entry.setLastModifiedTime(FileTime.fromMillis(0));
                    tar.putArchiveEntry(entry);
                    Files.copy(file, tar);
                    tar.closeArchiveEntry();
                }
            }
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
