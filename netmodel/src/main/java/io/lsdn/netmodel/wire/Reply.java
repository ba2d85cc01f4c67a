package io.lsdn.netmodel.wire;

import io.lsdn.netmodel.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    /**
     * The lock is held by this session.
     *
     * @param recovery what had to be brought to its end before
     */
    record Locked(Holder holder, Optional<Recovery> recovery) implements Reply {}

    /** Somebody else holds the lock. */
    record LockHeld(Holder holder) implements Reply {}

    /**
     * What a commit would do.
     *
     * @param changes in the order of their application
     * @param generation the last confirmed one, if there is any
     * @param members who took part in it
     * @param confirmed whether what is asked for is what was confirmed last: then nothing needs to be recorded
     * @param unfinished a transaction that the next session with a lock recovers from; only without a lock there can be one
     * @param warnings what the user should know
     */
    record Prepared(
            List<PlannedChange> changes,
            Optional<Long> generation,
            List<Member> members,
            boolean confirmed,
            Optional<Unfinished> unfinished,
            List<Fault> warnings)
            implements Reply {}

    /**
     * What was confirmed once.
     *
     * @param generation empty: this host never had one up to that number, and the slice is empty
     * @param rollout which one confirmed it
     * @param slice what was committed
     * @param claimed the physes that this host was
     * @param members who took part
     */
    record Recorded(
            Optional<Long> generation,
            Optional<String> rollout,
            Topology slice,
            Set<String> claimed,
            List<Member> members)
            implements Reply {}

    /** The stage's changes are in effect; after the last one, read back and found right. */
    record StageDone(Stage stage) implements Reply {}

    /**
     * The request could not be fulfilled; what the session had changed before is undone, or kept if that was asked for.
     *
     * @param left what could not be undone, object by object; empty if all was
     * @param kept what was applied stays, on purpose
     */
    record Failed(Fault fault, List<String> left, boolean kept) implements Reply {}

    /** @param left what could not be undone, object by object; empty if all was */
    record RolledBack(List<String> left) implements Reply {}

    /** The generation is durable. */
    record Confirmed(long generation) implements Reply {}

    /** The timer was set back. */
    record HeartbeatAck(long sequence) implements Reply {}

    /**
     * @param generation the last confirmed one
     * @param digest of its slice
     * @param drift how the kernel differs from what of it can be there now, object by object
     * @param pending what of it waits for an interface that is not there, a line each
     * @param unfinished a transaction under way, or left behind
     * @param holder who has the lock
     * @param warnings what is wrong with the state itself, such as a damaged file
     */
    record Status(
            Optional<Long> generation,
            Optional<String> digest,
            List<String> drift,
            List<String> pending,
            Optional<Unfinished> unfinished,
            Optional<Holder> holder,
            List<Fault> warnings)
            implements Reply {}

    /**
     * The host builds a context anew by itself from now on, or no longer does.
     *
     * @param changed whether it was otherwise before
     * @param files of systemd and udev that belong to it; none are left when no context needs them
     */
    record Boot(boolean changed, List<String> files) implements Reply {
        public Boot {
            files = List.copyOf(files);
        }
    }
}
