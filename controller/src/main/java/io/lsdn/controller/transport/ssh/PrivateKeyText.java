package io.lsdn.controller.transport.ssh;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.userauth.keyprovider.KeyFormat;
import net.schmizz.sshj.userauth.keyprovider.KeyProviderUtil;

/**
 * The text of a private key file, in any of the formats that ssh-keygen and PuTTY write.
 *
 * @param text all of it, a byte a character
 */
record PrivateKeyText(String text) {
    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    KeyFormat format() throws IOException {
        return KeyProviderUtil.detectKeyFileFormat(new StringReader(text), false);
    }

    boolean isEncrypted() {
        return openSsh()
                .map(Header::encrypted)
                .orElse(text.contains("Proc-Type: 4,ENCRYPTED")
                        || text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----")
                        || text.startsWith("PuTTY-User-Key-File") && !text.contains("\nEncryption: none"));
    }

    /** The public key, base64 of SSH's own encoding, where the format has it in the clear. */
    Optional<String> publicKey() {
        return openSsh().map(Header::publicKey);
    }

    private record Header(boolean encrypted, String publicKey) {}

    /** The clear part of OpenSSH's format (its PROTOCOL.key). */
    private Optional<Header> openSsh() {
        int begin = text.indexOf("-----BEGIN OPENSSH PRIVATE KEY-----");
        int end = text.indexOf("-----END OPENSSH PRIVATE KEY-----");
        if (begin < 0 || end < begin) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text.substring(text.indexOf('\n', begin), end));
            if (bytes.length < MAGIC.length || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
                return Optional.empty();
            }
            var header = new Buffer.PlainBuffer(Arrays.copyOfRange(bytes, MAGIC.length, bytes.length));
            String cipher = header.readString();
            header.readString();
            header.readBytes();
            header.readUInt32();
            return Optional.of(
                    new Header(!cipher.equals("none"), Base64.getEncoder().encodeToString(header.readBytes())));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
