package io.lsdn.hostrunner.apply;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files that a context has on this host, in {@code lsdn_dir/CONTEXT}. One is written whole under another name, synced and
 * renamed, and holds the SHA-256 of its content, so a torn or altered one is recognised. Nothing is read or written by way of
 * a symbolic link, or in a directory that somebody else can change.
 */
public final class ContextDirectory {
    private static final String FRESH = ".new-";
    private static final int HASH_LENGTH = 32;
    /** No file of ours is as long: what is longer is not read at all. */
    private static final long LONGEST = 256L << 20;

    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final FileAttribute<?> OURS_TO_ENTER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OURS_TO_READ =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path home;
    private final Path directory;

    /**
     * Made when something is written.
     *
     * @param home {@code lsdn_dir}
     */
    public ContextDirectory(Path home, String context) {
        this.home = home;
        this.directory = home.resolve(context);
    }

    /** What is under a name. */
    public sealed interface Found {}

    /** Nothing. */
    public record Missing() implements Found {}

    /** Something that was not written so. */
    public record Damaged(String why) implements Found {}

    /** What was written. */
    public static final class Whole implements Found {
        private final byte[] content;

        private Whole(byte[] content) {
            this.content = content;
        }

        /** Not to be changed. */
        public byte[] content() {
            return content;
        }
    }

    /** The path of a file, for who needs it as it is. */
    public Path path(String name) {
        return directory.resolve(name);
    }

    /**
     * @param kind the first line of such files, with their format's version
     * @throws IOException if the directory is not safe, or the disk can not be read
     */
    public Found read(String name, String kind) throws IOException {
        Optional<byte[]> all = bytes(name);
        if (all.isPresent()) {
            return parse(path(name), all.get(), firstLine(kind));
        }
        return Files.exists(path(name), LinkOption.NOFOLLOW_LINKS)
                ? new Damaged(path(name) + " is no plain file, or too long for one of ours")
                : new Missing();
    }

    /** What a plain file holds that is not too long; empty for anything else. */
    public Optional<byte[]> bytes(String name) throws IOException {
        Path file = path(name);
        if (!exists() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (FileChannel in = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return in.size() > LONGEST
                    ? Optional.empty()
                    : Optional.of(Channels.newInputStream(in).readAllBytes());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static Found parse(Path file, byte[] all, byte[] first) {
        int start = first.length + HASH_LENGTH;
        if (all.length < start || !Arrays.equals(all, 0, first.length, first, 0, first.length)) {
            return new Damaged(file + " is torn, or of another version");
        }
        byte[] content = Arrays.copyOfRange(all, start, all.length);
        return Arrays.equals(sha256(content), Arrays.copyOfRange(all, first.length, start))
                ? new Whole(content)
                : new Damaged(file + " does not have its checksum");
    }

    /** When this returns the file survives a loss of power; if it throws, what was under the name before is. */
    public void write(String name, String kind, byte[] content) throws IOException {
        Path fresh = fresh(name, List.of(firstLine(kind), sha256(content), content));
        Files.move(fresh, path(name), StandardCopyOption.ATOMIC_MOVE);
        sync();
    }

    /** Finds out whether contents could be written side by side, before it is too late to refuse: writes them, and removes them. */
    public void tryWriting(List<byte[]> contents) throws IOException {
        Files.delete(fresh("trial", contents));
    }

    /** When this returns it does not come back after a loss of power. */
    public void delete(String name) throws IOException {
        if (exists() && Files.deleteIfExists(path(name))) {
            sync();
        }
    }

    /** Removes what was being written when a runner was killed. Only for who has the lock. */
    public void sweep() throws IOException {
        for (String name : names()) {
            if (name.startsWith(FRESH)) {
                Files.deleteIfExists(path(name));
            }
        }
    }

    /** The names of all files, in no order. */
    public List<String> names() throws IOException {
        if (!exists()) {
            return List.of();
        }
        try (var all = Files.list(directory)) {
            return all.map(f -> f.getFileName().toString()).toList();
        }
    }

    /** A new empty file of ours under the name, in place of whatever had it. */
    public FileChannel create(String name) throws IOException {
        make();
        Path file = path(name);
        Files.deleteIfExists(file);
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OURS_TO_READ);
    }

    private Path fresh(String name, List<byte[]> parts) throws IOException {
        Path fresh = path(FRESH + name);
        try (FileChannel out = create(FRESH + name)) {
            for (byte[] part : parts) {
                var buffer = ByteBuffer.wrap(part);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
            out.force(true);
            return fresh;
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
    }

    private void make() throws IOException {
        if (!exists()) {
            Files.createDirectories(directory, OURS_TO_ENTER);
            exists();
        }
    }

    /**
     * @return whether the directory is there
     * @throws IOException if it, or the one that it is in, is a link, another's, or others may write to it
     */
    private boolean exists() throws IOException {
        return isOurs(home) && isOurs(directory);
    }

    /**
     * @return whether a directory is there
     * @throws IOException if it is a link, another's, or others may write to it
     */
    public static boolean isOurs(Path directory) throws IOException {
        PosixFileAttributes is;
        try {
            is = Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException _) {
            return false;
        }
        if (!is.isDirectory()) {
            throw new IOException(directory + " is not a directory");
        }
        if (!is.owner().equals(Files.getOwner(Path.of("/proc/self")))) {
            throw new IOException(directory + " belongs to " + is.owner().getName());
        }
        if (is.permissions().stream().anyMatch(OTHERS_WRITE::contains)) {
            throw new IOException("others may write to " + directory);
        }
        return true;
    }

    private void sync() throws IOException {
        try (FileChannel d = FileChannel.open(directory, StandardOpenOption.READ)) {
            d.force(true);
        }
    }

    private static byte[] firstLine(String kind) {
        return (kind + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
