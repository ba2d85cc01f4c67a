package io.lsdn.controller.hosts;

import io.lsdn.controller.rollout.GateWatch;
import io.lsdn.controller.rollout.RunnerSession;
import io.lsdn.controller.transport.BootstrapResult;
import io.lsdn.controller.transport.HostConnection;
import io.lsdn.controller.transport.RemoteProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A runner that was started on a host. */
final class RemoteRunner implements RunnerSession {
    private final HostConnection connection;
    private final RemoteProcess process;
    private final String instance;

    /** Starts to listen to its log. */
    RemoteRunner(String host, HostConnection connection, BootstrapResult.Started started, GateWatch watch) {
        this.connection = connection;
        this.process = started.process();
        this.instance = started.facts().instance();
        Thread.ofVirtual().name("log " + host).start(() -> listen(process.stderr(), watch));
    }

    /** Also keeps the flow from stalling: both output streams of a process share one window. */
    private static void listen(InputStream log, GateWatch watch) {
        try (log) {
            new LogLines(watch::log).read(log);
        } catch (IOException e) {
            // The log ends with the connection; whoever reads the replies tells why.
            return;
        }
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public OutputStream requests() {
        return process.stdin();
    }

    @Override
    public InputStream replies() {
        return process.stdout();
    }

    @Override
    public void close() {
        process.close();
        connection.close();
    }
}
