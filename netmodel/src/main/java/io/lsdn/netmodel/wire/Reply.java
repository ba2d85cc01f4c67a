package io.lsdn.netmodel.wire;

import java.util.List;
import java.util.Optional;

/** What a host-runner answers. */
public sealed interface Reply {
    /**
     * The first message.
     *
     * @param protocol {@link Protocol#VERSION} of the runner
     * @param kernel as {@code uname -r}
     * @param hostname as {@code uname -n}
     * @param startMillis from the start of the process to this message
     */
    record Hello(int protocol, String kernel, String hostname, long startMillis) implements Reply {}

    /** The lock is held by this session. */
    record Locked(Holder holder) implements Reply {}

    /** Somebody else holds the lock. */
    record LockHeld(Holder holder) implements Reply {}

    /**
     * What a commit would do.
     *
     * @param changes in the order of their application
     * @param generation the last confirmed one, if there is any
     * @param members who took part in it
     * @param confirmed whether what is asked for is what was confirmed last: then nothing needs to be recorded
     * @param warnings what the user should know
     */
    record Prepared(
            List<PlannedChange> changes,
            Optional<Long> generation,
            List<Member> members,
            boolean confirmed,
            List<Fault> warnings)
            implements Reply {}

    /** The stage's changes are in effect; after the last one, read back and found right. */
    record StageDone(Stage stage) implements Reply {}

    /**
     * The request could not be fulfilled; what the session had changed before is undone.
     *
     * @param left what could not be undone, object by object; empty if all was
     */
    record Failed(Fault fault, List<String> left) implements Reply {}

    /** @param left what could not be undone, object by object; empty if all was */
    record RolledBack(List<String> left) implements Reply {}

    /** The generation is durable. */
    record Confirmed(long generation) implements Reply {}

    /** The timer was set back. */
    record HeartbeatAck(long sequence) implements Reply {}

    /**
     * @param generation the last confirmed one
     * @param digest of its slice
     * @param drift how the kernel differs from it, object by object
     * @param holder who has the lock
     */
    record Status(Optional<Long> generation, Optional<String> digest, List<String> drift, Optional<Holder> holder)
            implements Reply {}
}
