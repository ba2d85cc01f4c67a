package io.lsdn.hostrunner.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lsdn.hostrunner.apply.Kernel;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.KernelObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Objects through the kernel and back. */
final class RoundTrip {
    private RoundTrip() {}

    /** Makes the objects in a fresh namespace, finds each as it was said, undoes all, and finds what was before. */
    static void of(List<? extends KernelObject> objects) throws Exception {
        Namespaces.inNew(kernel -> {
            Observation before = kernel.observe(Set.of());
            List<Change> changes = additions(objects);
            allDone(kernel.apply(changes));
            Observation made = kernel.observe(Set.of());
            for (KernelObject o : objects) {
                assertEquals(Optional.of(o), made.state().get(o.key()));
            }
            allDone(kernel.apply(undo(changes)));
            assertEquals(before, kernel.observe(Set.of()));
        });
    }

    static List<Change> additions(List<? extends KernelObject> objects) {
        return objects.stream().map(o -> Change.add(o)).toList();
    }

    static List<Change> undo(List<Change> changes) {
        return changes.reversed().stream().map(Change::undo).toList();
    }

    static void allDone(List<Kernel.Outcome> outcomes) {
        for (Kernel.Outcome outcome : outcomes) {
            assertInstanceOf(Kernel.Done.class, outcome, outcome.toString());
        }
    }
}
