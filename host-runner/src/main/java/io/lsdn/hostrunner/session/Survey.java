package io.lsdn.hostrunner.session;

import io.lsdn.hostrunner.apply.ContextState;
import io.lsdn.hostrunner.apply.Generation;
import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.hostrunner.apply.Original;
import io.lsdn.hostrunner.diff.Assignment;
import io.lsdn.hostrunner.diff.Differ;
import io.lsdn.hostrunner.diff.Drift;
import io.lsdn.hostrunner.diff.Plan;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is asked without a lock: nothing is changed. */
record Survey(Machine machine) {
    Reply status(String context) {
        try {
            ContextState state = machine.state(context);
            Optional<Generation> last = state.latest();
            Assignment assignment = Assignment.last(last, context);
            Observation actual = machine.kernel().observe(assignment.interfaces(last));
            Plan plan = Differ.diff(context, assignment.possible(actual), actual, originals(last));
            return new Reply.Status(
                    last.map(Generation::number),
                    last.map(Generation::digest),
                    Drift.describe(plan.changes()),
                    assignment.pending(actual),
                    state.journal().unfinished(last),
                    machine.holder(context),
                    warnings(state));
        } catch (KernelException | IOException e) {
            return Work.failed(
                    "status-unreadable", "cannot read the state of context " + context + ": " + e.getMessage());
        }
    }

    private static List<Fault> warnings(ContextState state) throws IOException {
        var warnings = new ArrayList<Fault>();
        for (String damage : state.generations().damage()) {
            warnings.add(new Fault(
                    "state-damaged",
                    damage + ", so it does not count",
                    "the next rollout writes a new generation; remove the file"));
        }
        return warnings;
    }

    static List<Original> originals(Optional<Generation> last) {
        return last.map(Generation::originals).orElse(List.of());
    }

    /** What a rollback to that number would bring back. */
    Reply generation(Request.AskGeneration request) {
        String context = request.context();
        try {
            ContextState state = machine.state(context);
            Optional<Generation> found = state.generations().upTo(request.upTo());
            if (found.isEmpty() && state.generations().mayHaveHad(request.upTo())) {
                return new Reply.Failed(
                        new Fault(
                                "generation-not-kept",
                                "generation " + request.upTo() + " of context " + context
                                        + " is not kept here any more",
                                "the last ten are; see lsdn-deploy status, or roll out a topology"),
                        List.of(),
                        false);
            }
            return found.<Reply>map(g -> new Reply.Recorded(
                            Optional.of(g.number()), Optional.of(g.rollout()), g.slice(), g.claimed(), g.members()))
                    .orElse(new Reply.Recorded(
                            Optional.empty(), Optional.empty(), Topology.empty(context), Set.of(), List.of()));
        } catch (IOException e) {
            return Work.failed(
                    "state-unreadable", "cannot read the state of context " + context + ": " + e.getMessage());
        }
    }
}
