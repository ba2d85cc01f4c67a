package io.lsdn.controller.transport.ssh;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.SSHRuntimeException;

/** A key that a host shows with an authority's signature under it (OpenSSH's PROTOCOL.certkeys). */
record HostCertificate(Certificate<?> certificate) {
    /** Those that are asked for, where an authority is known. */
    static final List<String> ALGORITHMS = List.of(
            "ssh-ed25519-cert-v01@openssh.com",
            "ecdsa-sha2-nistp256-cert-v01@openssh.com",
            "ecdsa-sha2-nistp384-cert-v01@openssh.com",
            "ecdsa-sha2-nistp521-cert-v01@openssh.com",
            "rsa-sha2-512-cert-v01@openssh.com");

    /** SSH_CERT_TYPE_HOST */
    private static final long HOST = 2;

    /** The signature of an authority with SHA-1, as OpenSSH, is none. */
    private static final String SHA1 = "ssh-rsa";

    /** The public key of who signed, base64 of SSH's own encoding. */
    String authority() {
        return Base64.getEncoder().encodeToString(certificate.getSignatureKey());
    }

    /** The public key that is certified, the same way. */
    String key() {
        return Base64.getEncoder()
                .encodeToString(new Buffer.PlainBuffer()
                        .putPublicKey(certificate.getKey())
                        .getCompactData());
    }

    /**
     * Why it does not say that the host is who it must be; whose signature it is, is another question.
     *
     * @param name the host's, without a port
     */
    Optional<String> fault(String name) {
        if (certificate.getType() != HOST) {
            return Optional.of("it is made for a user, not for a host");
        }
        if (!certificate.getCritOptions().isEmpty()) {
            return Optional.of("it has critical options: "
                    + String.join(", ", certificate.getCritOptions().keySet()));
        }
        try {
            if (new Buffer.PlainBuffer(certificate.getSignature()).readString().equals(SHA1)) {
                return Optional.of("it is signed with SHA-1");
            }
            byte[] whole = new Buffer.PlainBuffer().putPublicKey(certificate).getCompactData();
            return Optional.ofNullable(KeyType.CertUtils.verifyHostCertificate(whole, certificate, name));
        } catch (Buffer.BufferException | SSHRuntimeException e) {
            return Optional.of("it cannot be read");
        }
    }
}
