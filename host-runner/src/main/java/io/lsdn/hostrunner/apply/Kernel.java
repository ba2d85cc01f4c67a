package io.lsdn.hostrunner.apply;

import io.lsdn.netmodel.kernel.Announcement;
import io.lsdn.netmodel.kernel.Change;
import java.util.List;
import java.util.Set;

/** The kernel of one network namespace: all that the runner knows about a machine's network, and all that it can do to it. */
public interface Kernel {
    /**
     * Reads what there is. Interrupted dumps are repeated, so what is returned is of one moment a table.
     *
     * @param foreign links of others whose qdiscs and filters are of interest: the interfaces of virts and physes
     * @throws KernelException if the kernel refuses to be read
     */
    Observation observe(Set<String> foreign) throws KernelException;

    /**
     * Makes changes in their order, as few messages as it can. A refused change does not keep later ones from being
     * tried: the caller learns for each what became of it.
     *
     * @return as many outcomes as changes, in their order
     * @throws KernelException if the kernel can not be spoken to at all; what was done then is unknown
     */
    List<Outcome> apply(List<Change> changes) throws KernelException;

    /**
     * Tells the nets where virts are now. Nothing that has to be undone: who hears it would have learned it from the virt's
     * next frame.
     *
     * @return what could not be told, a line each
     */
    List<String> announce(List<Announcement> announcements);

    /** Nanoseconds that the kernel has worked on what it was asked for so far; 0 where nobody measures. */
    default long busyNanos() {
        return 0;
    }

    /** What became of a change. */
    sealed interface Outcome {}

    /** The kernel acknowledged it. */
    record Done() implements Outcome {}

    /**
     * The kernel refused it, and nothing of it is in effect.
     *
     * @param errno as in errno(3), positive
     * @param message the errno's name and text, and the kernel's extended error text where it gave one
     */
    record Refused(int errno, String message) implements Outcome {}
}
