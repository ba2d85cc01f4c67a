package io.lsdn.controller.report;

import io.lsdn.controller.rollout.RolloutEvent;
import io.lsdn.controller.rollout.RolloutListener;
import java.io.PrintStream;
import java.util.Optional;

/** One line per event, for CI and whatever is not a terminal. */
public final class Lines implements RolloutListener {
    private final PrintStream out;
    private final Verbosity verbosity;

    public Lines(PrintStream out, Verbosity verbosity) {
        this.out = out;
        this.verbosity = verbosity;
    }

    @Override
    public void on(RolloutEvent event) {
        line(event, verbosity).ifPresent(out::println);
    }

    /** The line of an event; empty if the user does not want to know so much. */
    static Optional<String> line(RolloutEvent event, Verbosity verbosity) {
        return switch (event) {
            case RolloutEvent.HostPhase p -> phase(p, verbosity);
            case RolloutEvent.HostEnded e -> ended(e);
            case RolloutEvent.HostWarning w ->
                Optional.of(Texts.escaped(w.host()) + ": warning: " + Texts.fault(w.warning()));
            case RolloutEvent.HostLog l ->
                verbosity.showsLogs()
                        ? Optional.of(Texts.escaped(l.host()) + ": | " + Texts.escaped(l.line()))
                        : Optional.empty();
            case RolloutEvent.TaskOutput t ->
                verbosity.showsEveryPhase()
                        ? Optional.of(
                                t.host().map(h -> Texts.escaped(h) + ": ").orElse("") + "| " + Texts.escaped(t.line()))
                        : Optional.empty();
            case RolloutEvent.Step s -> Optional.of("== " + Texts.escaped(s.text()));
        };
    }

    private static Optional<String> phase(RolloutEvent.HostPhase event, Verbosity verbosity) {
        String reached = Texts.reached(event.phase());
        String text =
                reached.isEmpty() && verbosity.showsEveryPhase() ? event.phase().word() : reached;
        return text.isEmpty() ? Optional.empty() : Optional.of(Texts.escaped(event.host()) + ": " + text);
    }

    private static Optional<String> ended(RolloutEvent.HostEnded event) {
        var r = event.result();
        String error = r.error().map(f -> ": " + Texts.fault(f)).orElse("");
        return Optional.of(Texts.escaped(r.host()) + ": " + Texts.words(r.outcome()) + error);
    }
}
