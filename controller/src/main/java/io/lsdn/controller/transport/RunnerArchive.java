package io.lsdn.controller.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * The runner's classes as the JVM keeps them in memory (a dynamic CDS archive): a host whose Java is the very build that made
 * it starts the runner in less than half the processor time. It is shipped beside the jar, by its own hash, to such hosts only;
 * a JVM that does not want it ignores it.
 *
 * <p>The JVM accepts it only for a jar of the same file name, size and time stamp, which the bootstrap sees to; the directory
 * may differ.
 */
public final class RunnerArchive {
    private final byte[] packed;
    private final String sha256;
    private final String madeFor;

    private RunnerArchive(byte[] packed, String sha256) {
        this.packed = packed;
        this.sha256 = sha256;
        this.madeFor = thisJava();
    }

    /** An archive that this very Java made. */
    public static RunnerArchive ofThisJava(byte[] archive) throws IOException {
        return new RunnerArchive(pack(archive), Sha256.hex(archive));
    }

    /**
     * The archive that was made for a jar by this very Java, if {@link #saveIn} left one.
     *
     * @param directory where it may be
     */
    public static Optional<RunnerArchive> find(Path directory, RunnerJar jar) throws IOException {
        Path file = directory.resolve(fileName(jar));
        Path hash = hashOf(file);
        return Files.isRegularFile(file) && Files.isRegularFile(hash)
                ? Optional.of(new RunnerArchive(
                        Files.readAllBytes(file), Files.readString(hash).strip()))
                : Optional.empty();
    }

    /** Packed and hashed once, so that no rollout has to. */
    void saveIn(Path directory, RunnerJar jar) throws IOException {
        Path file = directory.resolve(fileName(jar));
        Files.write(file, packed);
        Files.writeString(hashOf(file), sha256 + "\n");
    }

    private static String fileName(RunnerJar jar) {
        String java = thisJava().replaceAll("[^A-Za-z0-9.+-]", "_");
        return "runner-" + jar.sha256().substring(0, 16) + "-" + java + ".jsa.gz";
    }

    private static Path hashOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".sha256");
    }

    /** JVM options that make a runner write the archive when it ends, for {@link BootstrapSettings#withJavaOptions}. */
    public static List<String> trainingOptions(Path file) {
        return List.of("-XX:ArchiveClassesAtExit=" + file.toAbsolutePath());
    }

    /** Of the archive itself, as it lies on the host. */
    String sha256() {
        return sha256;
    }

    /** gzip, as it is sent; not to be changed. */
    byte[] packed() {
        return packed;
    }

    int packedSize() {
        return packed.length;
    }

    /** Vendor, build, architecture and C library, as a Java's release file spells them. */
    String madeFor() {
        return madeFor;
    }

    private static String thisJava() {
        String arch = System.getProperty("os.arch");
        return String.join(
                " ",
                System.getProperty("java.vendor"),
                System.getProperty("java.runtime.version"),
                arch.equals("amd64") ? "x86_64" : arch,
                Files.exists(Path.of("/lib/ld-musl-" + (arch.equals("amd64") ? "x86_64" : arch) + ".so.1"))
                        ? "musl"
                        : "gnu");
    }

    private static byte[] pack(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream(bytes.length / 3);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
