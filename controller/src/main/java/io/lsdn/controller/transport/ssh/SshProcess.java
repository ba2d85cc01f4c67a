package io.lsdn.controller.transport.ssh;

import io.lsdn.controller.transport.RemoteProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.Signal;

/** A process behind an SSH channel. */
final class SshProcess implements RemoteProcess {
    private static final int KILLED = 128;

    private final Session.Command command;

    SshProcess(Session.Command command) {
        this.command = command;
    }

    @Override
    public OutputStream stdin() {
        return command.getOutputStream();
    }

    @Override
    public InputStream stdout() {
        return command.getInputStream();
    }

    @Override
    public InputStream stderr() {
        return command.getErrorStream();
    }

    @Override
    public OptionalInt waitFor(Duration atMost) {
        try {
            command.join(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ConnectionException e) {
            // Not yet, or never any more: the status below tells.
            return status();
        }
        return status();
    }

    @Override
    public void close() {
        try {
            command.close();
        } catch (IOException e) {
            // The connection is gone, and the channel with it.
            return;
        }
    }

    /** Does not wait for the host to agree: whoever reads or writes is woken at once. */
    @Override
    public void abort() {
        command.notifyError(new ConnectionException("given up"));
    }

    private OptionalInt status() {
        Integer status = command.getExitStatus();
        if (status != null) {
            return OptionalInt.of(status);
        }
        Signal signal = command.getExitSignal();
        return signal == null ? OptionalInt.empty() : OptionalInt.of(KILLED + number(signal));
    }

    private static int number(Signal signal) {
        return switch (signal) {
            case HUP -> 1;
            case INT -> 2;
            case QUIT -> 3;
            case ILL -> 4;
            case ABRT -> 6;
            case FPE -> 8;
            case KILL -> 9;
            case USR1 -> 10;
            case SEGV -> 11;
            case USR2 -> 12;
            case PIPE -> 13;
            case ALRM -> 14;
            case TERM -> 15;
            case UNKNOWN -> 0;
        };
    }
}
