package io.lsdn.tests.faults;

import java.util.EnumSet;
import java.util.Set;

/** How a rollout may end under a fault (transaction.md, the table), and what has to hold then. */
enum End {
    /** Nothing was changed anywhere. */
    FAILED(2, "failed", "failed", Hosts.BEFORE),
    /** The host could not be reached; nothing was changed anywhere. */
    UNREACHABLE(3, "failed", "unreachable", Hosts.BEFORE),
    ROLLED_BACK(2, "rolled_back", "rolled_back|failed", Hosts.BEFORE),
    /** One host could not go back by itself; the next session takes it back. */
    HOST_LEFT(6, "rollback_incomplete", "rollback_failed", Hosts.OTHERS_BEFORE),
    /** The controller is gone; the hosts go back by their timers. */
    DIED_UNDECIDED(137, "", "", Hosts.BEFORE),
    /** The controller is gone; what it decided is completed later. */
    DIED_DECIDED(137, "", "", Hosts.ANYWHERE),
    COMMITTED(0, "committed", "committed", Hosts.AFTER);

    /** Where the hosts stand. */
    enum Hosts {
        BEFORE,
        OTHERS_BEFORE,
        ANYWHERE,
        AFTER
    }

    private final int exit;
    private final String outcome;
    private final String ofHost;
    private final Hosts hosts;

    End(int exit, String outcome, String ofHost, Hosts hosts) {
        this.exit = exit;
        this.outcome = outcome;
        this.ofHost = ofHost;
        this.hosts = hosts;
    }

    int exit() {
        return exit;
    }

    /** Of the rollout. */
    String outcome() {
        return outcome;
    }

    /** Of the host with the fault, a pattern. */
    String ofHost() {
        return ofHost;
    }

    Hosts hosts() {
        return hosts;
    }

    /** Whether the controller ended and nothing is left to be done: all is as before. */
    boolean isOver() {
        return outcome.equals("failed") || outcome.equals("rolled_back");
    }

    /** What the table says; more than one where the fault and the rollout race. */
    static Set<End> of(Fault fault) {
        return switch (fault) {
            case Fault.AtStep(Kind kind, Step step) -> {
                Set<End> ends = EnumSet.copyOf(at(kind, step));
                if (step == Step.DECISION && kind != Kind.KILL_CONTROLLER) {
                    // The last sign of life may have been given when the fault comes: then it is decided.
                    ends.add(COMMITTED);
                }
                yield ends;
            }
            // What is taken away may be what a later operation puts right.
            case Fault.AtOperation o when o.kind() == Kind.CLASH -> EnumSet.of(ROLLED_BACK, COMMITTED);
            case Fault.AtOperation o -> EnumSet.copyOf(at(o.kind(), Step.SWITCH));
        };
    }

    private static Set<End> at(Kind kind, Step step) {
        return switch (kind) {
            case KILL_RUNNER, STOP_RUNNER -> Set.of(runnerGone(kind, step));
            case KILL_CONTROLLER -> Set.of(step.isDecided() ? DIED_DECIDED : DIED_UNDECIDED);
            case LINK_DOWN -> linkDown(step);
            case SSHD_KILLED -> Set.of(sshdKilled(step));
            // Nothing is written on a host between its journal and its confirmation, which is tried again.
            case DISK_FULL -> Set.of(stopsAtFirst(step, Step.MAKE));
            case EPERM, CLASH -> Set.of(stopsAtFirst(step, Step.BREAK));
            case SUSPENDED -> Set.of(stopsAtFirst(step, Step.DECISION));
            case CLOCK_JUMP -> Set.of(COMMITTED);
        };
    }

    /** Up to PREPARE nothing is changed, up to the last step that it stops all go back, after that it does no harm. */
    private static End stopsAtFirst(Step step, Step last) {
        if (step.compareTo(Step.MAKE) < 0) {
            return FAILED;
        }
        return step.compareTo(last) <= 0 ? ROLLED_BACK : COMMITTED;
    }

    private static End runnerGone(Kind kind, Step step) {
        // Killed before it was told to commit it has nothing to take back; stopped, nobody knows whether it has.
        boolean nothingBegun = step == Step.MAKE && kind == Kind.KILL_RUNNER;
        if (step.isCommitting() && !nothingBegun) {
            return HOST_LEFT;
        }
        return stopsAtFirst(step, Step.DECISION);
    }

    /**
     * Up to LOCK the controller only waits: ten seconds for a login, half a minute for sshd, longer for an answer. A runner that
     * has been told how long to wait for the controller ends after that, and lets go of the lock.
     */
    private static Set<End> linkDown(Step step) {
        return switch (step) {
            case LOGIN -> Set.of(COMMITTED, UNREACHABLE);
            case UPLOAD -> Set.of(COMMITTED, FAILED);
            case HELLO -> Set.of(COMMITTED);
            case LOCK -> Set.of(COMMITTED, FAILED);
            default -> Set.of(stopsAtFirst(step, Step.DECISION));
        };
    }

    private static End sshdKilled(Step step) {
        return step == Step.LOGIN ? UNREACHABLE : stopsAtFirst(step, Step.DECISION);
    }
}
