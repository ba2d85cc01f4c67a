package io.lsdn.controller.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The runner's jar: exact bytes, known by their SHA-256. */
public final class RunnerJar {
    private static final String RESOURCE = "host-runner.jar";

    private final byte[] bytes;
    private final String sha256;

    private RunnerJar(byte[] bytes) {
        this.bytes = bytes;
        this.sha256 = Sha256.hex(bytes);
    }

    public static RunnerJar of(byte[] bytes) {
        return new RunnerJar(bytes.clone());
    }

    /** The jar that the build put into the controller. */
    public static RunnerJar carried() throws IOException {
        try (var in = RunnerJar.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("this controller was built without " + RESOURCE);
            }
            return new RunnerJar(in.readAllBytes());
        }
    }

    public int size() {
        return bytes.length;
    }

    /** 64 lower-case hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** As a file, over what is there. */
    public void writeTo(Path file) throws IOException {
        Files.write(file, bytes);
    }

    /** The bytes as they are sent; not to be changed. */
    byte[] bytes() {
        return bytes;
    }
}
