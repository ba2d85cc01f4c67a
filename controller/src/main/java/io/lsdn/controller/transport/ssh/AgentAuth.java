package io.lsdn.controller.transport.ssh;

import java.io.IOException;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/** Public key authentication (RFC 4252, section 7) with a key that only the agent holds; certificates and FIDO keys included. */
final class AgentAuth extends AbstractAuthMethod {
    private static final int RSA_SHA2_512 = 4;

    private final AgentClient agent;
    private final AgentClient.Key key;
    private final String algorithm;
    private final int flags;

    AgentAuth(AgentClient agent, AgentClient.Key key) {
        super("publickey");
        this.agent = agent;
        this.key = key;
        String type = key.type();
        this.algorithm = switch (type) {
            case "ssh-rsa" -> "rsa-sha2-512";
            case "ssh-rsa-cert-v01@openssh.com" -> "rsa-sha2-512-cert-v01@openssh.com";
            default -> type;
        };
        this.flags = type.startsWith("ssh-rsa") ? RSA_SHA2_512 : 0;
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
            byte[] signature = agent.sign(key.blob(), signed, flags)
                    .orElseThrow(() -> new UserAuthException("the agent refuses to sign with " + key.comment()));
            request.putBytes(signature);
        } catch (UserAuthException e) {
            throw e;
        } catch (IOException e) {
            throw new UserAuthException("the agent does not sign", e);
        }
        params.getTransport().write(request);
    }

    private SSHPacket request(boolean signed) throws UserAuthException {
        SSHPacket packet = super.buildReq();
        packet.putBoolean(signed).putString(algorithm).putBytes(key.blob());
        return packet;
    }
}
