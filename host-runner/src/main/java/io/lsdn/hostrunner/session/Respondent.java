package io.lsdn.hostrunner.session;

import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import java.io.PrintStream;

/**
 * Does what is requested of a machine, one request after the other: a session's over a pipe, or a program's in its own process.
 * Used by one thread.
 */
public final class Respondent implements AutoCloseable {
    private final Machine machine;
    private final Work work;
    private final PrintStream log;

    Respondent(Machine machine, Deadline deadline, PrintStream log) {
        this.machine = machine;
        this.work = new Work(machine, deadline, log);
        this.log = log;
    }

    /**
     * Of who asks in the same process, and so can not be lost: there is no timer. One that is stopped for longer than its
     * confirm timeout loses its lock all the same.
     *
     * @param log one line a message, for a person
     */
    public static Respondent inProcess(Machine machine, PrintStream log) {
        return new Respondent(machine, new Deadline(machine::bootMillis, Long.MAX_VALUE / 2), log);
    }

    /** Whether something is committed and not confirmed. */
    boolean isOpen() {
        return work.isOpen();
    }

    /** @param request one that has an answer */
    public Reply answer(Request request) {
        try {
            return switch (request) {
                case Request.Lock r -> work.lock(r);
                case Request.Prepare r -> work.prepare(r);
                case Request.Commit r -> work.commit(r.stage());
                case Request.Rollback _ -> work.rollback();
                case Request.Confirm r -> work.confirm(r);
                case Request.AskStatus r -> new Survey(machine).status(r.context());
                case Request.AskGeneration r -> new Survey(machine).generation(r);
                case Request.InstallBoot r -> new BootSetting(machine).install(r.context());
                case Request.RemoveBoot r -> new BootSetting(machine).remove(r.context());
                case Request.Heartbeat r -> new Reply.HeartbeatAck(r.sequence());
                case Request.Bye _ -> throw new IllegalStateException("a goodbye has no answer");
            };
        } catch (RuntimeException e) {
            // A defect of ours must not leave a host half changed, nor the controller without an answer.
            log.println("defect: " + e);
            for (StackTraceElement frame : e.getStackTrace()) {
                log.println("  at " + frame);
            }
            return new Reply.Failed(
                    new Fault("defect", "the runner has a defect: " + e, "please report it with this host's log"),
                    work.undo(),
                    false);
        }
    }

    /** Undoes what is not confirmed, then lets the lock go. */
    @Override
    public void close() {
        work.close();
    }
}
