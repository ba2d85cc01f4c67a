package io.lsdn.hostrunner.apply;

import io.lsdn.netmodel.wire.Codec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The confirmed generations of a context, a file each: {@code DIR/CONTEXT/generation-N}. A file is written whole under
 * another name, synced and renamed, and begins with the SHA-256 of the rest, so a torn or altered one is never
 * believed. The last ten are kept.
 */
public final class Generations {
    private static final int KEPT = 10;
    private static final String PREFIX = "generation-";
    private static final byte[] MAGIC = "lsdn generation 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH_LENGTH = 32;

    private final Path directory;

    /** @param directory {@code lsdn_dir/CONTEXT}; made when something is written */
    public Generations(Path directory) {
        this.directory = directory;
    }

    /** The newest that can be believed. */
    public Optional<Generation> latest() throws IOException {
        return upTo(Long.MAX_VALUE);
    }

    /** The newest that can be believed and has at most that number. */
    public Optional<Generation> upTo(long number) throws IOException {
        for (Path file : files()) {
            Optional<Generation> g = number(file).orElseThrow() <= number ? read(file) : Optional.empty();
            if (g.isPresent()) {
                return g;
            }
        }
        return Optional.empty();
    }

    /** Makes the generation durable: when this returns, it survives a loss of power. */
    public void write(Generation generation) throws IOException {
        Path fresh = writeFresh(generation);
        Files.move(fresh, directory.resolve(PREFIX + generation.number()), StandardCopyOption.ATOMIC_MOVE);
        syncDirectory();
        List<Path> all = files();
        for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            Files.deleteIfExists(old);
        }
    }

    /** Finds out whether such a generation could be written, before it is too late to refuse: writes it, and removes it. */
    public void tryWriting(Generation generation) throws IOException {
        Files.delete(writeFresh(generation));
    }

    private Path writeFresh(Generation generation) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        byte[] content = new Codec().encode(generation, Generation.class);
        Path fresh = directory.resolve(".new-" + PREFIX + generation.number());
        Files.deleteIfExists(fresh);
        try (FileChannel out = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            for (byte[] part : List.of(MAGIC, sha256(content), content)) {
                var buffer = ByteBuffer.wrap(part);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
            out.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        return fresh;
    }

    private void syncDirectory() throws IOException {
        try (FileChannel d = FileChannel.open(directory, StandardOpenOption.READ)) {
            d.force(true);
        }
    }

    /** Newest first. */
    private List<Path> files() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var all = Files.list(directory)) {
            return all.filter(f -> number(f).isPresent())
                    .sorted(Comparator.comparing((Path f) -> number(f).orElseThrow())
                            .reversed())
                    .toList();
        }
    }

    private static Optional<Long> number(Path file) {
        String name = file.getFileName().toString();
        String digits = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
        return digits.isEmpty() || digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Optional.empty()
                : Optional.of(Long.parseLong(digits));
    }

    private static Optional<Generation> read(Path file) throws IOException {
        byte[] all;
        try {
            all = Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        int start = MAGIC.length + HASH_LENGTH;
        if (all.length < start || !Arrays.equals(all, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOfRange(all, start, all.length);
        if (!Arrays.equals(sha256(content), Arrays.copyOfRange(all, MAGIC.length, start))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Codec().decode(content, Generation.class));
        } catch (io.lsdn.netmodel.wire.WireException _) {
            // Whole, but of another version's shape: as good as none.
            return Optional.empty();
        }
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
