package io.lsdn.hostrunner.session;

import io.lsdn.hostrunner.apply.Generation;
import io.lsdn.hostrunner.apply.Transaction;
import io.lsdn.hostrunner.diff.Assignment;
import io.lsdn.hostrunner.diff.BeforeImage;
import io.lsdn.hostrunner.diff.Plan;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Member;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import io.lsdn.netmodel.wire.Unfinished;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a session is ready to commit.
 *
 * @param desired what the kernel should hold then
 * @param before what it should hold again if that is undone
 * @param last the generation that is confirmed now
 * @param pending what of it waits for an interface that is not there
 */
record Prepared(
        Request.Prepare request,
        KernelState desired,
        Plan plan,
        BeforeImage before,
        Optional<Generation> last,
        List<String> pending,
        Transaction transaction) {
    String context() {
        return request.slice().context();
    }

    Assignment assignment() {
        return new Assignment(request.slice(), request.claimed());
    }

    Generation generation(String rollout, long number, List<Member> members) {
        return new Generation(
                number,
                rollout,
                Instant.now().toString(),
                request.slice(),
                request.claimed(),
                members,
                plan.originals());
    }

    Reply.Prepared reply(List<Fault> warnings, Optional<Unfinished> unfinished) {
        return new Reply.Prepared(
                plan.changes(),
                last.map(Generation::number),
                last.map(Generation::members).orElse(List.of()),
                isConfirmed(),
                unfinished,
                warnings);
    }

    private boolean isConfirmed() {
        return last.map(Generation::digest)
                .map(Generation.digest(request.slice(), request.claimed())::equals)
                .orElse(request.slice().nets().isEmpty());
    }
}
