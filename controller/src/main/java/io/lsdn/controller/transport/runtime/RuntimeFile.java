package io.lsdn.controller.transport.runtime;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Reads a gzipped tar that holds a Java, as JDKs and JREs are published and as {@link OwnRuntime} makes it. */
final class RuntimeFile {
    private static final Pattern JAVA = Pattern.compile("(?:\\./)?(?:([A-Za-z0-9._+-]+)/)?bin/java");
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"?(\\d+)");
    private static final int OLDEST = 25;
    private static final int LONGEST_RELEASE = 64 * 1024;

    private final Path file;
    private Optional<String> home = Optional.empty();
    private Optional<Machine> machine = Optional.empty();
    private Optional<Integer> version = Optional.empty();
    private long unpacked;

    private RuntimeFile(Path file) {
        this.file = file;
    }

    /** @throws IOException saying what is wrong with the file, in a line */
    static JavaRuntime read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is no file");
        }
        return new RuntimeFile(file).read();
    }

    private JavaRuntime read() throws IOException {
        MessageDigest digest = sha256();
        try (var raw = new BufferedInputStream(new DigestInputStream(Files.newInputStream(file), digest), 1 << 16)) {
            try {
                entries(new TarArchiveInputStream(new GzipCompressorInputStream(raw)));
            } catch (IOException | IllegalArgumentException e) {
                throw new IOException(file + " is no whole .tar.gz: " + e.getMessage(), e);
            }
            raw.transferTo(OutputStream.nullOutputStream());
        }
        String directory = home.orElseThrow(() -> new IOException(file + " holds no Java: there is no bin/java in it"));
        Machine runsOn = machine.orElseThrow(() -> new IOException("the Java in " + file + " is not for Linux"));
        int major = version.orElseThrow(
                () -> new IOException(file + " does not say which Java it is: there is no 'release' beside its bin"));
        if (major < OLDEST) {
            throw new IOException(file + " is Java " + major + "; it has to be 25 or later");
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        return new JavaRuntime(file, Files.size(file), hash, unpacked / 1024, directory, runsOn);
    }

    private void entries(TarArchiveInputStream tar) throws IOException {
        for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
            // A file system gives whole blocks.
            unpacked += e.getSize() + 4096;
            String name = e.getName();
            if (name.startsWith("/") || (name + "/").contains("../")) {
                throw new IOException("it holds '" + name + "', which is not below it");
            }
            Matcher java = JAVA.matcher(name);
            if (java.matches() && e.isFile()) {
                home = Optional.of(Optional.ofNullable(java.group(1)).orElse("."));
                machine = Machine.of(tar.readNBytes(Machine.HEAD));
            } else if (name.matches("(\\./)?([^/]+/)?release") && e.getSize() < LONGEST_RELEASE) {
                version = version(tar);
            }
        }
    }

    private static Optional<Integer> version(InputStream release) throws IOException {
        return VERSION.matcher(new String(release.readAllBytes(), StandardCharsets.UTF_8))
                .results()
                .map(m -> Integer.valueOf(m.group(1)))
                .findFirst();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
