package io.lsdn.hostrunner.local;

import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.hostrunner.netlink.NetlinkKernel;
import io.lsdn.hostrunner.session.LinuxMachine;
import io.lsdn.hostrunner.session.Machine;
import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.draft.Draft;
import io.lsdn.netmodel.topology.Topology;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * This machine, on which a program commits models.
 *
 * <p><b>Life.</b> Opened, used for any number of commits, closed. The network does not end with it: the kernel is the memory, so the next
 * program, {@code lsctl} or {@code lsdn-deploy} finds what is there and changes only what differs. What a program that is killed in a commit
 * leaves is taken back by the next commit of any of them; nothing runs here in between.
 *
 * <p><b>Threads.</b> Any thread may call it; commits are made one after the other. The kernel is spoken to by a thread of its own, in the
 * network namespace of the thread that opened it. Hooks and the problem callback run on the thread that commits, which holds the context's
 * lock meanwhile (but for {@code shutDown}); they can not commit themselves. An interrupt does not end a commit. A {@link Draft} belongs to
 * one thread at a time, and to the commit while that lasts.
 *
 * <p><b>Rights.</b> Those that the kernel asks for changes of the network: CAP_NET_ADMIN in the namespace. A program that starts with {@code
 * --enable-native-access=ALL-UNNAMED} is not warned of the system calls.
 */
public final class LocalHost implements AutoCloseable {
    /** Where state is kept unless something else is said. */
    public static final Path USUAL_DIRECTORY = Path.of("/var/lib/lsdn");

    private final Machine machine;
    private final AutoCloseable kernel;
    private final PrintStream log;
    private final LocalThread thread = new LocalThread();
    private final Hooks hooks = new Hooks();
    private final ReentrantLock committing = new ReentrantLock();
    private boolean closed;

    LocalHost(Machine machine, AutoCloseable kernel, PrintStream log) {
        this.machine = machine;
        this.kernel = kernel;
        this.log = log;
    }

    /**
     * With its state in {@link #USUAL_DIRECTORY}, as {@code lsctl} and {@code lsdn-deploy} have it.
     *
     * @throws KernelException if the kernel can not be spoken to
     */
    public static LocalHost open() throws KernelException {
        return open(USUAL_DIRECTORY, new PrintStream(OutputStream.nullOutputStream()));
    }

    /**
     * @param directory {@code lsdn_dir}: for the state of every context, made when something is written. Programs that are to know of each
     *     other's commits name the same.
     * @param log one line a message, for a person
     * @throws KernelException if the kernel can not be spoken to
     */
    public static LocalHost open(Path directory, PrintStream log) throws KernelException {
        NetlinkKernel kernel = NetlinkKernel.open();
        return new LocalHost(new LinuxMachine(kernel, directory.toAbsolutePath()), kernel, log);
    }

    /**
     * Makes the kernel what the model says, by the smallest change: hooks' start-up, validation, then all of it or nothing.
     *
     * @param problems is told each problem as it is found, warnings too; what it throws ends the commit, which is undone
     */
    public CommitOutcome commit(Draft draft, Consumer<Diagnostic> problems) {
        return alone(() -> new LocalCommit(machine, thread, hooks, log, problems).run(draft, draft));
    }

    /**
     * The same for a finished model, without hooks.
     *
     * @param claimed the physes that this machine is
     * @throws IllegalArgumentException if there is no such phys
     */
    public CommitOutcome commit(Topology topology, Set<String> claimed, Consumer<Diagnostic> problems) {
        Draft draft = Draft.of(topology);
        for (String phys : claimed) {
            draft.findPhys(phys)
                    .orElseThrow(() -> new IllegalArgumentException("no phys " + phys))
                    .claimLocal();
        }
        return commit(draft, problems);
    }

    /** Removes what was committed in the draft's context, by whomever, and nothing else. The draft stays as it is. */
    public CommitOutcome cleanup(Draft draft, Consumer<Diagnostic> problems) {
        return alone(
                () -> new LocalCommit(machine, thread, hooks, log, problems).run(Draft.of(draft.context()), draft));
    }

    private CommitOutcome alone(LocalThread.Step<CommitOutcome> commit) {
        if (committing.isHeldByCurrentThread()) {
            throw new IllegalStateException("a hook or callback of a commit can not commit");
        }
        committing.lock();
        try {
            if (closed) {
                throw new IllegalStateException("this host is closed");
            }
            return commit.call();
        } finally {
            committing.unlock();
        }
    }

    /** Waits for a commit under way. What was committed stays. */
    @Override
    public void close() {
        committing.lock();
        try {
            if (!closed) {
                closed = true;
                thread.close();
                kernel.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            committing.unlock();
        }
    }
}
