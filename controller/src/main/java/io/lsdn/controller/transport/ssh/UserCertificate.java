package io.lsdn.controller.transport.ssh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.SSHRuntimeException;

/**
 * A certificate of the user ({@code ssh-keygen -s}), in a file of its own. Whether it is valid is the server's to say.
 *
 * @param type {@code ssh-ed25519-cert-v01@openssh.com} and so on
 * @param encoded base64 of SSH's own encoding
 * @param publicKey of the key that it is for, the same way
 */
record UserCertificate(String type, String encoded, String publicKey) {
    /** Empty where there is no such file, or it holds no certificate. */
    static Optional<UserCertificate> read(Path file) {
        try {
            String[] words = Files.readString(file, ISO_8859_1).strip().split("[ \t\n]+", 3);
            if (words.length < 2 || !(key(words[1]) instanceof Certificate<?> certificate)) {
                return Optional.empty();
            }
            byte[] plain =
                    new Buffer.PlainBuffer().putPublicKey(certificate.getKey()).getCompactData();
            return Optional.of(
                    new UserCertificate(words[0], words[1], Base64.getEncoder().encodeToString(plain)));
        } catch (IOException | IllegalArgumentException | SSHRuntimeException e) {
            return Optional.empty();
        }
    }

    private static java.security.PublicKey key(String encoded) throws IOException {
        return new Buffer.PlainBuffer(Base64.getDecoder().decode(encoded)).readPublicKey();
    }

    byte[] blob() {
        return Base64.getDecoder().decode(encoded);
    }
}
