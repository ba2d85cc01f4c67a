package io.lsdn.controller.state;

import io.lsdn.controller.rollout.Expected;
import io.lsdn.controller.rollout.OnFailure;
import io.lsdn.controller.rollout.Participants;
import io.lsdn.netmodel.wire.Codec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A prepared rollout in a file ({@code --plan}), to be carried out exactly so or not at all ({@code apply}).
 *
 * @param participants who takes part, with what each should hold
 * @param expected what each was found like
 * @param pending a virt without an interface waits for it
 */
public record SavedPlan(
        Participants participants,
        Expected expected,
        long confirmMillis,
        boolean pending,
        OnFailure onFailure,
        Invocation invocation) {
    private static final byte[] MAGIC = "lsdn plan 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH_LENGTH = 32;

    /** Writes it whole or not at all, for nobody else to read. */
    public void write(Path file) throws IOException {
        byte[] content = new Codec().encode(this, SavedPlan.class);
        Path name = file.getFileName();
        if (name == null) {
            throw new IOException(file + " is no file's name");
        }
        Path fresh = file.resolveSibling("." + name + ".new");
        Files.deleteIfExists(fresh);
        try {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = Files.newOutputStream(fresh, StandardOpenOption.WRITE)) {
                out.write(MAGIC);
                out.write(sha256(content));
                out.write(content);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** @throws IOException if it can not be read, is not whole, or was written by another version */
    public static SavedPlan read(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        int start = MAGIC.length + HASH_LENGTH;
        if (all.length < start || !Arrays.equals(all, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IOException(file + " is not a plan that lsdn-deploy --plan wrote");
        }
        byte[] content = Arrays.copyOfRange(all, start, all.length);
        if (!Arrays.equals(sha256(content), Arrays.copyOfRange(all, MAGIC.length, start))) {
            throw new IOException(file + " is damaged");
        }
        return new Codec().decode(content, SavedPlan.class);
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
