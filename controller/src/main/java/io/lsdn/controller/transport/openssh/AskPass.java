package io.lsdn.controller.transport.openssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lsdn.controller.transport.Secret;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * Tells ssh a password: it takes one only from a terminal or from the program that SSH_ASKPASS names (ssh(1)). The password is in
 * a file that only this user can read, for the time of a login; it is on no command line and in no environment.
 */
final class AskPass implements AutoCloseable {
    /** Passphrases, PINs and questions of trust are something else than the password. */
    private static final String SCRIPT = """
            #!/bin/sh
            case $1 in *assphrase* | *PIN* | *yes/no*) exit 1 ;; esac
            exec cat "${0%/*}/secret"
            """;

    private final Path directory;

    private AskPass(Path directory) {
        this.directory = directory;
    }

    static AskPass of(Secret password) throws IOException {
        var askPass = new AskPass(Files.createTempDirectory(
                "lsdn-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        try {
            askPass.write(password);
            return askPass;
        } catch (IOException e) {
            askPass.close();
            throw e;
        }
    }

    private void write(Secret password) throws IOException {
        Files.createFile(program(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(program(), SCRIPT);
        byte[] line = line(password);
        try (var channel = Files.newByteChannel(
                        secret(),
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                var out = Channels.newOutputStream(channel)) {
            out.write(line);
        } finally {
            Arrays.fill(line, (byte) 0);
        }
    }

    private static byte[] line(Secret password) {
        char[] characters = password.reveal();
        var encoded = UTF_8.encode(CharBuffer.wrap(characters));
        byte[] line = new byte[encoded.remaining() + 1];
        encoded.get(line, 0, line.length - 1);
        line[line.length - 1] = '\n';
        Arrays.fill(characters, '\0');
        return line;
    }

    private Path program() {
        return directory.resolve("askpass");
    }

    private Path secret() {
        return directory.resolve("secret");
    }

    /** SSH_ASKPASS_REQUIRE is heard since OpenSSH 8.4; older ones want a display, and no terminal. */
    void into(Map<String, String> environment) {
        environment.put("SSH_ASKPASS", program().toString());
        environment.put("SSH_ASKPASS_REQUIRE", "force");
        environment.putIfAbsent("DISPLAY", ":0");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(secret());
        Files.deleteIfExists(program());
        Files.deleteIfExists(directory);
    }
}
