package io.lsdn.controller.transport.ssh;

import java.io.IOException;
import java.security.PrivateKey;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/**
 * Public key authentication (RFC 4252, section 7) by what is not a plain key of a file: keys that only the agent holds, FIDO keys
 * included, and certificates (OpenSSH's PROTOCOL.certkeys).
 */
final class SignedAuth extends AbstractAuthMethod {
    private static final int RSA_SHA2_512 = 4;
    private static final String CERTIFICATE = "-cert-v01@openssh.com";

    /** Who has the private key. */
    @FunctionalInterface
    interface Signer {
        /** SSH's encoding of the signature. */
        byte[] sign(byte[] data) throws IOException;
    }

    private final byte[] blob;
    private final String algorithm;
    private final Signer signer;

    private SignedAuth(byte[] blob, String type, Signer signer) {
        super("publickey");
        this.blob = blob;
        this.algorithm = isRsa(type) ? type.replace("ssh-rsa", "rsa-sha2-512") : type;
        this.signer = signer;
    }

    static SignedAuth byAgent(AgentClient agent, AgentClient.Key key) {
        return new SignedAuth(key.blob(), key.type(), agentSigner(agent, key));
    }

    /** A certificate whose key the agent holds. */
    static SignedAuth byAgent(AgentClient agent, AgentClient.Key key, UserCertificate certificate) {
        return new SignedAuth(certificate.blob(), certificate.type(), agentSigner(agent, key));
    }

    static SignedAuth byKey(PrivateKey key, UserCertificate certificate, LeanConfig config) {
        String plain = certificate.type().replace(CERTIFICATE, "");
        return new SignedAuth(certificate.blob(), certificate.type(), data -> {
            var signature = config.signature(isRsa(plain) ? "rsa-sha2-512" : plain);
            signature.initSign(key);
            signature.update(data);
            return new Buffer.PlainBuffer()
                    .putString(signature.getSignatureName())
                    .putBytes(signature.encode(signature.sign()))
                    .getCompactData();
        });
    }

    private static Signer agentSigner(AgentClient agent, AgentClient.Key key) {
        return data -> agent.sign(key.blob(), data, isRsa(key.type()) ? RSA_SHA2_512 : 0)
                .orElseThrow(() -> new UserAuthException("the agent refuses to sign with " + key.comment()));
    }

    private static boolean isRsa(String type) {
        return type.startsWith("ssh-rsa");
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        return request(false);
    }

    /** Message 60 says that the server would take this key. */
    @Override
    public void handle(Message message, SSHPacket packet) throws UserAuthException, TransportException {
        if (message != Message.USERAUTH_60) {
            super.handle(message, packet);
            return;
        }
        SSHPacket request = request(true);
        byte[] signed = new Buffer.PlainBuffer()
                .putString(params.getTransport().getSessionID())
                .putBuffer(request)
                .getCompactData();
        try {
            request.putBytes(signer.sign(signed));
        } catch (UserAuthException e) {
            throw e;
        } catch (IOException e) {
            throw new UserAuthException("the signature cannot be had", e);
        }
        params.getTransport().write(request);
    }

    private SSHPacket request(boolean signed) throws UserAuthException {
        SSHPacket packet = super.buildReq();
        packet.putBoolean(signed).putString(algorithm).putBytes(blob);
        return packet;
    }
}
