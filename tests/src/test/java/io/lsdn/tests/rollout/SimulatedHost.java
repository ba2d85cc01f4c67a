package io.lsdn.tests.rollout;

import io.lsdn.hostrunner.fake.FakeKernel;
import io.lsdn.hostrunner.fake.FakeMachine;
import io.lsdn.hostrunner.session.Session;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.IpAddress;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A machine whose kernel is a map, and the runners on it: real sessions, a thread each. */
final class SimulatedHost {
    /** More than any confirm timeout of a test. */
    private static final long LONG = 1_000_000;

    private final String name;
    private final FakeKernel kernel = new FakeKernel();
    private final FakeMachine machine;
    private final Set<Thread> runners = ConcurrentHashMap.newKeySet();
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger refusedLogin = new AtomicInteger();
    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicInteger refusedChange = new AtomicInteger();
    private final AtomicInteger replies = new AtomicInteger();
    private final AtomicInteger lastReply = new AtomicInteger();

    /** @param interfaces those of the virts that may come to live here */
    SimulatedHost(String name, Path directory, IpAddress ip, int interfaces) {
        this.name = name;
        this.machine = new FakeMachine(kernel, directory);
        kernel.withInterface("eth0", ip);
        for (int i = 0; i < interfaces; i++) {
            kernel.withInterface("tap" + i);
        }
        kernel.refuse(this::isRefused);
    }

    String name() {
        return name;
    }

    KernelState kernel() {
        return kernel.snapshot();
    }

    /** Forgets all counts and faults. */
    void heal() {
        refusedLogin.set(0);
        refusedChange.set(0);
        lastReply.set(0);
        logins.set(0);
        changes.set(0);
        replies.set(0);
    }

    /** The {@code nth} login from now, from 1, is refused. */
    void refuseLogin(int nth) {
        refusedLogin.set(nth);
    }

    /** The {@code nth} change from now, from 1, is refused by the kernel. */
    void refuseChange(int nth) {
        refusedChange.set(nth);
    }

    /** After the {@code nth} reply from now, from 1, heartbeats' too, the connection breaks, and the timer runs out. */
    void cutAfterReply(int nth) {
        lastReply.set(nth);
    }

    boolean letsIn() {
        return logins.incrementAndGet() != refusedLogin.get();
    }

    private boolean isRefused(Change change) {
        return changes.incrementAndGet() == refusedChange.get();
    }

    /** A process that ends when its controller said goodbye or its timer ran out. */
    void runRunner(InputStream in, OutputStream out, Runnable cut) {
        Thread self = Thread.currentThread();
        runners.add(self);
        try {
            var log = new PrintStream(OutputStream.nullOutputStream());
            new Session(machine, in, new Cutting(out, cut), log).run(1);
        } finally {
            runners.remove(self);
        }
    }

    /** Waits until no runner is left, as a host is some time after a rollout. */
    void settle() throws InterruptedException {
        for (Thread t : runners) {
            t.join();
        }
    }

    /** Counts replies, each of which is one write and one flush. */
    private final class Cutting extends FilterOutputStream {
        private final Runnable cut;

        Cutting(OutputStream out, Runnable cut) {
            super(out);
            this.cut = cut;
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            out.write(b, off, len);
        }

        @Override
        public void flush() throws IOException {
            super.flush();
            if (replies.incrementAndGet() == lastReply.get()) {
                cut.run();
                machine.advance(LONG);
            }
        }
    }
}
