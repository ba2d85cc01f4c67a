package io.lsdn.hostrunner.session;

import io.lsdn.hostrunner.apply.ContextState;
import io.lsdn.hostrunner.apply.Kernel;
import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.hostrunner.apply.KernelFeature;
import io.lsdn.hostrunner.boot.BootDirectory;
import io.lsdn.hostrunner.boot.Systemd;
import io.lsdn.hostrunner.diff.Surroundings;
import io.lsdn.netmodel.wire.Holder;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The machine that a session runs on, but for its standard input and output. */
public interface Machine {
    /** As {@code uname -r}. */
    String kernelRelease();

    /** As {@code uname -n}. */
    String hostname();

    Kernel kernel();

    /** What is written down of a context. */
    ContextState state(String context);

    /** Another one in every boot. */
    String bootId() throws IOException;

    /**
     * Whether the kernel lets this process change the network.
     *
     * @throws KernelException if it can not be asked
     */
    boolean mayChangeNetwork() throws KernelException;

    /**
     * Takes the lock of a context in this network namespace; it ends with this process at the latest. A holder that is stopped
     * and past its own deadline is killed.
     *
     * @throws IOException if it can neither be taken nor its holder be asked
     */
    LockAttempt lock(String context, Holder holder) throws IOException;

    /** Who has the lock of a context now. */
    Optional<Holder> holder(String context) throws IOException;

    /** Milliseconds on CLOCK_BOOTTIME: it goes on while the machine sleeps, and nobody can set it. */
    long bootMillis();

    /**
     * Those of the features that its kernel has not.
     *
     * @throws KernelException if it can not be asked
     */
    Set<KernelFeature> missing(Set<KernelFeature> wanted) throws KernelException;

    /** What matters besides its links, as it is now. */
    Surroundings surroundings();

    /** What it needs to build its confirmed generations on its own. */
    BootDirectory boot();

    /** Who starts that. */
    Systemd systemd();

    /** What became of an attempt to take a lock. */
    sealed interface LockAttempt {}

    /** It is ours until closed. */
    record Taken(Lock lock) implements LockAttempt {}

    /** Somebody else has it. */
    record Held(Holder holder) implements LockAttempt {}

    /** A lock that is held. */
    interface Lock extends AutoCloseable {
        /** Until when its holder may have it, in {@link #bootMillis}, unless that is put off. Safe for several threads. */
        void until(long bootMillis);

        @Override
        void close();
    }
}
