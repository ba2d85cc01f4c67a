package io.lsdn.hostrunner.session;

import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.hostrunner.netlink.NetlinkKernel;
import io.lsdn.hostrunner.recovery.Rebuilt;
import io.lsdn.netmodel.wire.Fault;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** What a host runs when it is started, and when an interface appears: a line for each thing that somebody should know. */
final class BootMain {
    /** As the exit codes of lsdn-deploy. */
    private static final int DONE = 0;

    private static final int FAILED = 2;
    private static final int LOCKED = 7;

    private BootMain() {}

    static int run(Path directory, String context, PrintStream out, PrintStream err) {
        try (NetlinkKernel kernel = NetlinkKernel.open()) {
            return run(new LinuxMachine(kernel, directory), context, out, err);
        } catch (KernelException e) {
            err.println("cannot speak to the kernel: " + e.getMessage());
            return FAILED;
        }
    }

    static int run(Machine machine, String context, PrintStream out, PrintStream err) {
        String who = "context " + context + ": ";
        try {
            return switch (new Recommit(machine, Recommit.PATIENCE, err).run(context)) {
                case Recommit.Busy(var holder) -> {
                    err.println(who + "a rollout holds the lock, nothing was done: " + holder);
                    yield LOCKED;
                }
                case Recommit.Kept _ -> {
                    out.println(who + "what a failed rollout applied is kept until the next one, nothing was done");
                    yield DONE;
                }
                case Recommit.Built built -> {
                    built.recovery().ifPresent(_ -> out.println(who + "recovered from an unfinished rollout"));
                    yield tell(who, built.what(), out, err);
                }
            };
        } catch (IOException e) {
            err.println(who + e.getMessage() + "; roll out its topology again");
            return FAILED;
        }
    }

    private static int tell(String who, Rebuilt what, PrintStream out, PrintStream err) {
        out.println(who + what.generation().map(g -> "generation " + g).orElse("nothing was confirmed here") + ", "
                + (what.changes() == 0 ? "nothing to do" : what.changes() + " changes made"));
        what.pending().forEach(p -> out.println(who + "pending: " + p));
        what.taken().forEach(t -> err.println(who + "left out: " + line(t.why())));
        what.left().forEach(l -> err.println(who + "not done: " + l));
        return what.isWhole() ? DONE : FAILED;
    }

    private static String line(Fault fault) {
        return fault.message() + "; " + fault.hint();
    }
}
