package io.lsdn.controller.rollout;

import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Member;
import io.lsdn.netmodel.wire.Protocol;
import io.lsdn.netmodel.wire.Recovery;
import io.lsdn.netmodel.wire.Unfinished;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** What a rollout itself has to say about hosts. */
final class Faults {
    static final String SHARED_DIRECTORY = "lsdn-dir-shared";

    static final String NOT_CONFIRMED = "not-confirmed";

    /** Codes of what is found on one host and is wrong with the rollout. */
    static final Set<String> CONCERN_ALL = Set.of(SHARED_DIRECTORY, "stale-plan");

    static final Fault SAME_MACHINE = new Fault(
            "same-machine",
            "this host is the same machine as another host of the inventory",
            "name each machine once, or leave one out with --limit");

    /** For who comes too late to hear that the rollout turned round. */
    static final Fault TURNED = new Fault("turned-round", "the rollout is being rolled back", "");

    private Faults() {}

    static Fault sharedDirectory(Collection<String> hosts) {
        return new Fault(
                SHARED_DIRECTORY,
                "hosts " + String.join(" and ", hosts) + " share lsdn_dir",
                "set lsdn_dir so that each host has a directory of its own; if they are one machine, name it once");
    }

    static Fault locked(Holder holder) {
        return new Fault(
                "locked", "another rollout holds the lock: " + holder, "wait until it has ended, then run again");
    }

    static Fault lockedOut(Preparation.LockedOut l) {
        return switch (l.by()) {
            case OLDER, YOUNGER -> locked(l.holder());
            case FASTER ->
                new Fault(
                        "overtaken",
                        "another rollout held the lock and has committed: " + l.holder(),
                        "see what it made (lsdn-deploy status), then run again");
        };
    }

    static Fault unaskedBystander(String host, Fault why) {
        return new Fault(
                "bystander-not-asked",
                host + " claims no phys and could not be asked whether it still holds this context: " + why.message(),
                why.hint());
    }

    static Fault departed(Member m, String context) {
        String of = context.equals(Topology.DEFAULT_CONTEXT) ? "" : " --context " + context;
        return new Fault(
                "member-not-in-inventory",
                m.host() + " (" + m.address() + ") was " + String.join(", ", m.physes())
                        + " in the last generation and is not in the inventory: it keeps what it holds",
                "lsdn-deploy cleanup -i " + word(m.address() + ",") + of);
    }

    /** As it can be copied into a shell: what a host says of another is nobody's command. */
    private static String word(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9._:,-]*") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    static Fault outsideLimit(String host) {
        return new Fault(
                "outside-limit", host + " is outside of the limit and would change too", "run without the limit");
    }

    static Fault protocol(int theirs) {
        return new Fault(
                "protocol-version",
                "the runner speaks protocol " + theirs + ", this controller " + Protocol.VERSION,
                "this is a defect of lsdn-deploy: the two are built together");
    }

    static Fault unexpected(String what) {
        return new Fault(
                "runner-garbled",
                "the runner's answer is not what was asked for: " + what,
                "see the runner's log (-v)");
    }

    static Fault ended() {
        return new Fault("runner-ended", "the runner ended unexpectedly", "see the runner's log (-v)");
    }

    static Fault lost(String why) {
        return new Fault("connection-lost", "the connection to the runner broke: " + why, "");
    }

    static Fault silent(Duration time) {
        return new Fault(
                "runner-silent",
                "the runner has not answered for " + seconds(time),
                "the host may be overloaded, stopped or cut off");
    }

    static Fault cutOff(Fault why) {
        return new Fault(
                "cut-off",
                "the host cannot be reached over a new connection after the commit: " + why.message(),
                "the commit may cut the controller's own path to this host");
    }

    static Fault notRecorded(String what, IOException why) {
        return new Fault(
                "decision-not-recorded",
                what + " could not be written down: " + why.getMessage(),
                "free disk space here, or name another directory with --state");
    }

    static Fault unverified(Duration time, String last) {
        return new Fault(
                "rollback-unverified",
                "whether the host is as before could not be found out within " + seconds(time) + ": " + last,
                "when it can be reached again: lsdn-deploy resume looks again, and puts back what is left");
    }

    static Fault notAsBefore() {
        return new Fault(
                "rollback-incomplete",
                "the runner ended in the middle of its commit, and the host is not as before",
                "lsdn-deploy resume, or the same command again, first takes it back; lsdn-deploy cleanup -i INVENTORY"
                        + " removes everything");
    }

    static Fault unfinished(Unfinished u) {
        String whose = u.whose().map(h -> " by " + h).orElse("");
        return new Fault(
                "unfinished",
                u.kept()
                        ? "a rollout" + whose + " failed here, and what it had applied was kept"
                        : "a rollout" + whose + " was left unfinished here",
                "the next rollout first takes the host back to where it was");
    }

    /** What a person should know of a recovery; empty if the host is wholly where it was. */
    static Optional<Fault> recovery(Recovery r) {
        if (r.missing().isEmpty() && r.left().isEmpty()) {
            return Optional.empty();
        }
        String missing = r.missing().isEmpty() ? "" : "; not to be had any more: " + String.join(", ", r.missing());
        String left = r.left().isEmpty() ? "" : "; not as before: " + String.join("; ", r.left());
        return Optional.of(new Fault("recovered-in-part", "an unfinished rollout was taken back" + missing + left, ""));
    }

    static Fault leftovers() {
        return new Fault(
                "rollback-incomplete",
                "the host could not undo everything",
                "lsdn-deploy resume tries again; lsdn-deploy cleanup -i INVENTORY removes everything");
    }

    static Fault notConfirmed(long generation, Fault why) {
        return new Fault(
                NOT_CONFIRMED,
                "the rollout was decided, but this host did not confirm generation " + generation + ": "
                        + why.message(),
                "when it can be reached again: lsdn-deploy resume completes this host; lsdn-deploy rollback -i INVENTORY takes"
                        + " the others back");
    }

    static Fault superseded(long now, long decided) {
        return new Fault(
                "superseded",
                "another rollout has changed this host since: it is at generation " + now + " and stays there, not at "
                        + decided,
                "");
    }

    static Fault notTakenBack(Fault why) {
        return new Fault(
                "rollback-unverified",
                "whether the host is as before could not be found out: " + why.message(),
                "when it can be reached again: lsdn-deploy resume");
    }

    static Fault kept(Fault why) {
        return new Fault(
                why.code(),
                why.message() + "; what was applied before stays (--on-failure keep)",
                "run the same command again, or lsdn-deploy cleanup");
    }

    static Fault stale(String what) {
        return new Fault("stale-plan", what + " since the plan was made", "make a new plan with --plan");
    }

    /** What is left undone, with what began it. */
    static Fault after(Optional<Fault> first, Fault then) {
        return first.map(f -> new Fault(then.code(), then.message() + "; it began with: " + f.message(), then.hint()))
                .orElse(then);
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
