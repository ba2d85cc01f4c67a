package io.lsdn.controller.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Arrays;

/**
 * The talk with sudo on standard error: it may ask for the password by a prompt that only this session knows, and once it has
 * let us through, the command says so there before anything else. So the password is sent when and only when it is asked for, and
 * once: a second question means that it was wrong, and further attempts could lock the account.
 */
final class SudoPassword {
    private static final int MOST_BYTES = 32 * 1024;

    /** How the talk ended. */
    enum Outcome {
        THROUGH,
        WRONG_PASSWORD,
        REFUSED
    }

    private final RemoteProcess process;
    private final Secret password;
    private final byte[] prompt;
    private final byte[] ready;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    SudoPassword(RemoteProcess process, Secret password, String nonce) {
        this.process = process;
        this.password = password;
        this.prompt = prompt(nonce).getBytes(UTF_8);
        this.ready = (ready(nonce) + "\n").getBytes(UTF_8);
    }

    static String prompt(String nonce) {
        return "lsdn-password-" + nonce + ":";
    }

    static String ready(String nonce) {
        return "lsdn-through-" + nonce;
    }

    Outcome give() throws IOException {
        boolean given = false;
        for (int count = 0; count < MOST_BYTES; count++) {
            int b = process.stderr().read();
            if (b < 0) {
                return Outcome.REFUSED;
            }
            said.write(b);
            if (b == '\n' && endsWith(ready)) {
                return Outcome.THROUGH;
            }
            if (b == ':' && endsWith(prompt)) {
                if (given) {
                    return Outcome.WRONG_PASSWORD;
                }
                send();
                given = true;
                said.reset();
            }
        }
        return Outcome.REFUSED;
    }

    /** What sudo said last. */
    String complaint() {
        return said.toString(UTF_8);
    }

    private boolean endsWith(byte[] mark) {
        if (said.size() < mark.length) {
            return false;
        }
        byte[] all = said.toByteArray();
        return Arrays.equals(all, all.length - mark.length, all.length, mark, 0, mark.length);
    }

    private void send() throws IOException {
        char[] characters = password.reveal();
        ByteBuffer encoded = UTF_8.encode(CharBuffer.wrap(characters));
        byte[] line = new byte[encoded.remaining() + 1];
        encoded.get(line, 0, line.length - 1);
        line[line.length - 1] = '\n';
        process.stdin().write(line);
        process.stdin().flush();
        Arrays.fill(characters, '\0');
        Arrays.fill(line, (byte) 0);
    }
}
