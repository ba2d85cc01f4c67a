package io.lsdn.netmodel.wire;

import io.lsdn.netmodel.topology.Topology;
import java.util.List;
import java.util.Set;

/** What the controller asks of a host-runner. Each but {@link Bye} is answered by one {@link Reply}. */
public sealed interface Request {
    /**
     * Takes the context's lock on this host; answered by {@link Reply.Locked} or {@link Reply.LockHeld}.
     *
     * @param confirmTimeoutMillis the dead-man's timer: how long after the last message the runner undoes what it did and ends
     */
    record Lock(String context, Holder holder, long confirmTimeoutMillis) implements Request {}

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
     * Makes what was committed the confirmed generation; answered by {@link Reply.Confirmed}.
     *
     * @param generation its number over the play
     * @param members all hosts of the play
     */
    record Confirm(String rollout, long generation, List<Member> members) implements Request {}

    /** Keeps the dead-man's timer from running out; answered by {@link Reply.HeartbeatAck} at once, whatever else goes on. */
    record Heartbeat(long sequence) implements Request {}

    /** What is there; answered by {@link Reply.Status}. Nothing is changed. */
    record AskStatus(String context) implements Request {}

    /** The session is over: releases the lock and ends, without an answer. What is committed and not confirmed is undone. */
    record Bye() implements Request {}
}
