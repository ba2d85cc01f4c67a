package io.lsdn.controller.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.time.Duration;
import java.util.Arrays;

/**
 * The talk with sudo on standard error: it may ask for the password by a prompt that only this session knows, and once it has
 * let us through, the command says so there before anything else. So the password is sent when and only when it is asked for, and
 * once: a second question means that it was wrong, and further attempts could lock the account.
 *
 * <p>A sudo that refuses is asked a second time with a terminal, which {@code requiretty} wants: {@code script} makes one on the
 * host, and our three streams go past it, unchanged.
 */
final class Sudo {
    private static final int MOST_BYTES = 32 * 1024;
    private static final int LONGEST_COMPLAINT = 300;
    /** How long a process may take to end that has closed its standard error. */
    private static final Duration ENDING = Duration.ofSeconds(5);

    /** How the talk ended. */
    sealed interface Result {
        /** What was to be read by the shell can be written to the process. */
        record Through(RemoteProcess process) implements Result {}

        record WrongPassword() implements Result {}

        /** @param complaint in sudo's words, one line; empty if it said nothing */
        record Refused(String complaint) implements Result {}

        record Silent() implements Result {}
    }

    private final RemoteProcess process;
    private final Become become;
    private final byte[] prompt;
    private final byte[] ready;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private Sudo(RemoteProcess process, Become become, String nonce) {
        this.process = process;
        this.become = become;
        this.prompt = prompt(nonce).getBytes(UTF_8);
        this.ready = (ready(nonce) + "\n").getBytes(UTF_8);
    }

    /** Blocks until a shell of the wanted user waits for a script of that many bytes, or it is known that none will. */
    static Result start(HostConnection host, Become become, int scriptBytes, String nonce, Duration patience)
            throws IOException {
        Result first = attempt(host, become, command(become, scriptBytes, nonce), nonce, patience);
        if (!(first instanceof Result.Refused)) {
            return first;
        }
        Result second = attempt(host, become, terminalCommand(become, scriptBytes, nonce), nonce, patience);
        return second instanceof Result.Refused(String complaint) && complaint.isEmpty() ? first : second;
    }

    private static Result attempt(HostConnection host, Become become, String command, String nonce, Duration patience)
            throws IOException {
        RemoteProcess process = host.start(command);
        Result result;
        try (var deadline = Deadline.after(patience, process::abort)) {
            result = new Sudo(process, become, nonce).talk();
            if (deadline.expired()) {
                result = new Result.Silent();
            }
        } catch (IOException e) {
            process.abort();
            throw e;
        }
        switch (result) {
            case Result.Through _ -> {}
            // A channel that is closed in order is no danger to the next one of the same connection.
            case Result.Refused _ -> end(process);
            case Result.WrongPassword _, Result.Silent _ -> process.abort();
        }
        return result;
    }

    private static void end(RemoteProcess process) {
        try {
            process.waitFor(ENDING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.close();
    }

    /** What the host's login shell is asked to run. No character of it means anything else to csh or fish than it does to sh. */
    static String command(Become become, int scriptBytes, String nonce) {
        return "sudo " + flags(become, nonce) + " -- sh -c '" + reader(scriptBytes, nonce) + "'";
    }

    /** The same with a terminal; ends at once, and silently, where {@code script} is missing. */
    static String terminalCommand(Become become, int scriptBytes, String nonce) {
        String read = reader(scriptBytes, nonce).replace("\"", "\\\"").replace("$", "\\$");
        return "sh -c 'command -v script >/dev/null || exit 1; SHELL=/bin/sh; R=\"" + read + "\"; export SHELL R;"
                + " exec script -qec \"exec sudo " + flags(become, nonce)
                + " -- sh -c \\\"\\$R\\\" <&3 >&4 2>&5\" /dev/null"
                + " 3<&0 4>&1 5>&2 </dev/null >/dev/null 2>&1'";
    }

    private static String flags(Become become, String nonce) {
        return (become.password().isEmpty() ? "-n" : "-S -p " + prompt(nonce)) + " -u " + become.user();
    }

    private static String reader(int scriptBytes, String nonce) {
        return "echo " + ready(nonce) + " >&2; " + BootstrapScript.reader(scriptBytes);
    }

    private static String prompt(String nonce) {
        return "lsdn-password-" + nonce + ":";
    }

    private static String ready(String nonce) {
        return "lsdn-through-" + nonce;
    }

    private Result talk() throws IOException {
        boolean given = false;
        for (int count = 0; count < MOST_BYTES; count++) {
            int b = process.stderr().read();
            if (b < 0) {
                return new Result.Refused(complaint());
            }
            said.write(b);
            if (b == '\n' && endsWith(ready)) {
                return new Result.Through(process);
            }
            if (b == ':' && endsWith(prompt)) {
                if (given || become.password().isEmpty()) {
                    return new Result.WrongPassword();
                }
                send(become.password().get());
                given = true;
                said.reset();
            }
        }
        return new Result.Refused(complaint());
    }

    private String complaint() {
        String line = String.join(
                " ",
                said.toString(UTF_8)
                        .lines()
                        .map(String::strip)
                        .filter(l -> !l.isEmpty())
                        .toList());
        return line.length() <= LONGEST_COMPLAINT ? line : line.substring(line.length() - LONGEST_COMPLAINT);
    }

    private boolean endsWith(byte[] mark) {
        if (said.size() < mark.length) {
            return false;
        }
        byte[] all = said.toByteArray();
        return Arrays.equals(all, all.length - mark.length, all.length, mark, 0, mark.length);
    }

    private void send(Secret password) throws IOException {
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
