package io.lsdn.controller.report;

import io.lsdn.controller.rollout.ChangeCounts;
import io.lsdn.controller.rollout.HostOutcome;
import io.lsdn.controller.rollout.RolloutEvent.Phase;
import io.lsdn.netmodel.diagnostic.DiagnosticPrinter;
import io.lsdn.netmodel.wire.Fault;
import java.time.Duration;
import java.util.Locale;

/** The words that every text report shares. What comes from a host is escaped here: it must not move the cursor. */
final class Texts {
    private Texts() {}

    /** {@code 0.8 s}; minutes from one on. */
    static String seconds(Duration took) {
        long tenths = Math.round(took.toMillis() / 100.0);
        return tenths < 600
                ? String.format(Locale.ROOT, "%d.%d s", tenths / 10, tenths % 10)
                : String.format(Locale.ROOT, "%d:%02d min", tenths / 600, tenths / 10 % 60);
    }

    static String counts(ChangeCounts c) {
        return "+" + c.added() + " ~" + c.changed() + " -" + c.removed();
    }

    /** What failed and what to do, in one line. */
    static String fault(Fault fault) {
        String hint = fault.hint().isEmpty() ? "" : "; " + escaped(fault.hint());
        return escaped(fault.message()) + hint + " [" + escaped(fault.code()) + "]";
    }

    static String escaped(String fromOutside) {
        return DiagnosticPrinter.oneLine(fromOutside);
    }

    static String words(HostOutcome outcome) {
        return outcome.word().replace('_', ' ');
    }

    /** The colour of how a host ended. */
    static String styled(Style style, HostOutcome outcome, String text) {
        return switch (outcome) {
            case COMMITTED -> style.changed(text);
            case UNCHANGED, CHECKED -> style.good(text);
            case SKIPPED -> style.faint(text);
            case ROLLED_BACK, FAILED, UNREACHABLE, ROLLBACK_FAILED -> style.bad(text);
        };
    }

    /** What is finished when a host enters the phase; empty where nothing is. */
    static String reached(Phase phase) {
        return switch (phase) {
            case WAITING, CONNECTING, PREPARING, COMMITTING, CONFIRMING, ENDED -> "";
            case SHIPPING -> "connected";
            case PREPARED -> "prepared";
            case COMMITTED -> "committed, to be confirmed";
            case ROLLING_BACK -> "rolling back";
        };
    }

    static String plural(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}
