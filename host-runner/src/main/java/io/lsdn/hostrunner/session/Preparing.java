package io.lsdn.hostrunner.session;

import io.lsdn.hostrunner.apply.Generation;
import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.hostrunner.apply.Original;
import io.lsdn.hostrunner.apply.Transaction;
import io.lsdn.hostrunner.diff.Assignment;
import io.lsdn.hostrunner.diff.BeforeImage;
import io.lsdn.hostrunner.diff.Differ;
import io.lsdn.hostrunner.diff.Plan;
import io.lsdn.hostrunner.diff.Preflight;
import io.lsdn.hostrunner.diff.Presence;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Request;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out what a commit would do, and what stands against it on this machine. Changes nothing. */
final class Preparing {
    private Preparing() {}

    /** What came of it. */
    sealed interface Outcome {}

    record Ready(Prepared prepared, List<Fault> warnings) implements Outcome {}

    record Refused(Fault why) implements Outcome {}

    /** @param toCommit whether it is meant to be committed, and not only looked at */
    static Outcome of(Machine machine, Request.Prepare request, boolean toCommit) throws KernelException, IOException {
        Topology slice = request.slice();
        Set<String> claimed = request.claimed();
        var assignment = new Assignment(slice, claimed);
        Optional<Generation> last = machine.state(slice.context()).latest();
        Observation actual = machine.kernel().observe(assignment.interfaces(last));
        KernelState asked = assignment.asked(actual);
        Preflight preflight = Preflight.check(slice, claimed, asked, actual, machine.surroundings(), request.pending());
        if (!preflight.errors().isEmpty()) {
            return new Refused(one(preflight.errors()));
        }
        KernelState desired = Presence.withoutMissing(slice, claimed, asked, actual);
        List<Original> originals = Survey.originals(last);
        Plan plan = Differ.diff(slice.context(), desired, actual, originals);
        if (toCommit && !plan.changes().isEmpty() && !machine.mayChangeNetwork()) {
            return new Refused(new Fault(
                    "no-privileges",
                    "the kernel does not let this user change the network: EPERM",
                    "become root (-b), with CAP_NET_ADMIN in the host's own network namespace"));
        }
        List<Fault> missing = Features.missing(machine, slice, claimed, plan.changes());
        if (!missing.isEmpty()) {
            return new Refused(one(missing));
        }
        var before = BeforeImage.of(slice.context(), desired, actual, plan, originals);
        var transaction = new Transaction(machine.kernel(), plan.changes());
        return new Ready(
                new Prepared(request, desired, plan, before, last, assignment.pending(actual), transaction),
                preflight.warnings());
    }

    private static Fault one(List<Fault> faults) {
        Fault first = faults.getFirst();
        if (faults.size() == 1) {
            return first;
        }
        return new Fault(
                first.code(), faults.stream().map(Fault::message).collect(Collectors.joining("; ")), first.hint());
    }
}
