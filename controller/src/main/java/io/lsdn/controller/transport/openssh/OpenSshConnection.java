package io.lsdn.controller.transport.openssh;

import io.lsdn.controller.transport.HostConnection;
import io.lsdn.controller.transport.RemoteProcess;
import io.lsdn.controller.transport.openssh.OpenSshConnector.Beginning;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A host that ssh logged in to. The first process is that login itself, each further one another. */
final class OpenSshConnection implements HostConnection {
    private final Supplier<Beginning> more;
    private final List<SshLogin> logins = new ArrayList<>();
    private Optional<SshLogin> unused;

    OpenSshConnection(SshLogin first, Supplier<Beginning> more) {
        this.unused = Optional.of(first);
        this.more = more;
        logins.add(first);
    }

    @Override
    public RemoteProcess start(String shellCommand) throws IOException {
        if (shellCommand.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("more than one line: " + shellCommand);
        }
        return next().become(shellCommand);
    }

    private SshLogin next() throws IOException {
        synchronized (this) {
            if (unused.isPresent()) {
                SshLogin first = unused.get();
                unused = Optional.empty();
                return first;
            }
        }
        return switch (more.get()) {
            case Beginning.Failed(var why) -> throw new IOException(why.message());
            case Beginning.Begun(var login) -> {
                synchronized (this) {
                    logins.add(login);
                }
                yield login;
            }
        };
    }

    @Override
    public synchronized void close() {
        logins.forEach(SshLogin::abort);
    }
}
