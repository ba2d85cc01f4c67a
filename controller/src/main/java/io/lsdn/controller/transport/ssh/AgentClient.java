package io.lsdn.controller.transport.ssh;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;

/** The user's ssh-agent (draft-ietf-sshm-ssh-agent). Every request has a connection of its own, so hosts do not wait for each other. */
final class AgentClient {
    private static final byte FAILURE = 5;
    private static final byte REQUEST_IDENTITIES = 11;
    private static final byte IDENTITIES_ANSWER = 12;
    private static final byte SIGN_REQUEST = 13;
    private static final byte SIGN_RESPONSE = 14;

    /** OpenSSH's own bound for a message of the agent. */
    private static final int LONGEST_MESSAGE = 256 * 1024;

    private static final int MOST_KEYS = 2048;

    private final Path socket;

    AgentClient(Path socket) {
        this.socket = socket;
    }

    /**
     * One key of the agent.
     *
     * @param publicKey base64 of SSH's own encoding
     * @param type {@code ssh-ed25519} and so on, of certificates and hardware keys too
     * @param comment for people
     */
    record Key(String publicKey, String type, String comment) {
        byte[] blob() {
            return Base64.getDecoder().decode(publicKey);
        }
    }

    List<Key> keys() throws IOException {
        var answer = ask(new Buffer.PlainBuffer().putByte(REQUEST_IDENTITIES));
        expect(IDENTITIES_ANSWER, answer.readByte());
        long count = answer.readUInt32();
        if (count > MOST_KEYS) {
            throw new IOException("the agent claims to hold " + count + " keys");
        }
        var keys = new ArrayList<Key>();
        for (long i = 0; i < count; i++) {
            byte[] blob = answer.readStringAsBytes();
            String type = new Buffer.PlainBuffer(blob).readString();
            keys.add(new Key(Base64.getEncoder().encodeToString(blob), type, answer.readString()));
        }
        return keys;
    }

    /**
     * Signs.
     *
     * @param flags 2 for rsa-sha2-256, 4 for rsa-sha2-512, 0 for keys that know one algorithm
     * @return SSH's encoding of the signature; empty if the agent refuses
     */
    Optional<byte[]> sign(byte[] blob, byte[] data, int flags) throws IOException {
        var answer = ask(new Buffer.PlainBuffer()
                .putByte(SIGN_REQUEST)
                .putBytes(blob)
                .putBytes(data)
                .putUInt32(flags));
        byte kind = answer.readByte();
        if (kind == FAILURE) {
            return Optional.empty();
        }
        expect(SIGN_RESPONSE, kind);
        return Optional.of(answer.readStringAsBytes());
    }

    private Buffer.PlainBuffer ask(Buffer.PlainBuffer request) throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            byte[] body = request.getCompactData();
            var message = ByteBuffer.allocate(4 + body.length)
                    .putInt(body.length)
                    .put(body)
                    .flip();
            while (message.hasRemaining()) {
                channel.write(message);
            }
            var in = new DataInputStream(Channels.newInputStream(channel));
            int length = in.readInt();
            if (length < 1 || length > LONGEST_MESSAGE) {
                throw new IOException("the agent answers with " + length + " bytes");
            }
            byte[] answer = in.readNBytes(length);
            if (answer.length < length) {
                throw new EOFException("the agent stopped in the middle of an answer");
            }
            return new Buffer.PlainBuffer(answer);
        }
    }

    private static void expect(byte wanted, byte got) throws IOException {
        if (got != wanted) {
            throw new IOException("the agent answers with message " + got + " instead of " + wanted);
        }
    }
}
