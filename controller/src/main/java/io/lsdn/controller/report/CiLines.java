package io.lsdn.controller.report;

import io.lsdn.controller.rollout.RolloutEvent;
import io.lsdn.controller.rollout.RolloutListener;
import io.lsdn.netmodel.wire.Fault;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Lines for the log of a CI system that folds what belongs together and marks what is wrong: each step of a rollout is a
 * section, and errors and warnings of hosts are annotations where there are such.
 */
public final class CiLines implements RolloutListener, AutoCloseable {
    private final PrintStream out;
    private final Verbosity verbosity;
    private final CiSystem system;
    private int section;

    public CiLines(PrintStream out, Verbosity verbosity, CiSystem system) {
        this.out = out;
        this.verbosity = verbosity;
        this.system = system;
        out.println(system.open(section, "prepare"));
    }

    @Override
    public synchronized void on(RolloutEvent event) {
        switch (event) {
            case RolloutEvent.Step s -> {
                out.println(system.close(section));
                section++;
                out.println(system.open(section, Texts.escaped(s.text())));
            }
            case RolloutEvent.HostWarning w -> {
                line(event);
                annotation(w.host(), "warning", w.warning());
            }
            case RolloutEvent.HostEnded e -> {
                line(event);
                e.result()
                        .error()
                        .ifPresent(f -> annotation(
                                e.result().host(), Texts.words(e.result().outcome()), f));
            }
            case RolloutEvent.HostPhase _, RolloutEvent.HostLog _, RolloutEvent.TaskOutput _ -> line(event);
        }
    }

    private void line(RolloutEvent event) {
        Lines.line(event, verbosity).ifPresent(out::println);
    }

    private void annotation(String host, String what, Fault fault) {
        Optional<String> line = what.equals("warning")
                ? system.warning(host, Texts.fault(fault))
                : system.error(host + ": " + what, Texts.fault(fault));
        line.ifPresent(out::println);
    }

    /** Ends the last section: what follows is for everybody. */
    @Override
    public synchronized void close() {
        out.println(system.close(section));
    }
}
