package io.lsdn.netmodel.wire;

import io.lsdn.netmodel.topology.Topology;
import java.util.List;
import java.util.Set;

/** What the controller asks of a host-runner. Each but {@link Bye} is answered by one {@link Reply}. */
public sealed interface Request {
    /**
     * Takes the context's lock on this host, and recovers the host from a transaction that was left unfinished; answered by
     * {@link Reply.Locked} or {@link Reply.LockHeld}. A holder that is past its own deadline and does not end is killed.
     *
     * @param confirmTimeoutMillis the dead-man's timer: how long after the last message the runner undoes what it did and ends
     * @param keep what a failed commit had applied stays until the next session that takes the lock
     */
    record Lock(String context, Holder holder, long confirmTimeoutMillis, boolean keep) implements Request {}

    /**
     * What this host should hold; nothing is changed. Answered by {@link Reply.Prepared} or {@link Reply.Failed}. Without a
     * lock it may be asked too ({@code --check}), but then nothing can be committed.
     *
     * @param slice the part of the topology that touches {@code claimed}
     * @param claimed the physes that this machine is
     * @param pending a virt without an interface waits for it instead of being an error
     */
    record Prepare(Topology slice, Set<String> claimed, boolean pending) implements Request {}

    /** Applies the prepared changes of one stage; answered by {@link Reply.StageDone} or {@link Reply.Failed}. */
    record Commit(Stage stage) implements Request {}

    /** Takes back all that was committed; answered by {@link Reply.RolledBack}. */
    record Rollback() implements Request {}

    /**
     * Makes what was committed the confirmed generation; answered by {@link Reply.Confirmed}. Asked again, in this session or a
     * later one, it is answered alike.
     *
     * @param rollout the one that holds the lock; another's is refused
     * @param generation its number over the play
     * @param members all hosts of the play
     */
    record Confirm(String rollout, long generation, List<Member> members) implements Request {}

    /**
     * The newest confirmed generation up to a number, for a rollback; answered by {@link Reply.Recorded}, or by {@link
     * Reply.Failed} if it is no longer kept. Nothing is changed.
     */
    record AskGeneration(String context, long upTo) implements Request {}

    /** Keeps the dead-man's timer from running out; answered by {@link Reply.HeartbeatAck} at once, whatever else goes on. */
    record Heartbeat(long sequence) implements Request {}

    /** What is there; answered by {@link Reply.Status}. Nothing is changed. */
    record AskStatus(String context) implements Request {}

    /**
     * From now on the host builds the context's confirmed generation by itself, when it is started and when one of its interfaces
     * appears. Answered by {@link Reply.Boot}, or by {@link Reply.Failed}.
     */
    record InstallBoot(String context) implements Request {}

    /** Takes back {@link InstallBoot}; answered alike, also where there is nothing to take back. */
    record RemoveBoot(String context) implements Request {}

    /** The session is over: releases the lock and ends, without an answer. What is committed and not confirmed is undone. */
    record Bye() implements Request {}
}
