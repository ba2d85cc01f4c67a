package io.lsdn.hostrunner.fake;

import io.lsdn.hostrunner.apply.Kernel;
import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.kernel.Announcement;
import io.lsdn.netmodel.kernel.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A kernel whose runner is killed after so many changes: what was done is done, and nobody hears of it. */
public final class MortalKernel implements Kernel {
    private final Kernel kernel;
    private int left;

    /** @param changes that it lives to see */
    public MortalKernel(Kernel kernel, int changes) {
        this.kernel = kernel;
        this.left = changes;
    }

    /** The end of the runner. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    @Override
    public Observation observe(Set<String> foreign) throws KernelException {
        return kernel.observe(foreign);
    }

    @Override
    public List<Outcome> apply(List<Change> changes) throws KernelException {
        var outcomes = new ArrayList<Outcome>();
        for (Change change : changes) {
            if (left-- == 0) {
                throw new Killed();
            }
            outcomes.addAll(kernel.apply(List.of(change)));
        }
        return outcomes;
    }

    @Override
    public List<String> announce(List<Announcement> announcements) {
        return kernel.announce(announcements);
    }
}
