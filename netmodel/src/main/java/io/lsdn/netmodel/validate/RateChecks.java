package io.lsdn.netmodel.validate;

import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Rate;
import io.lsdn.netmodel.topology.Topology;
import java.util.function.Consumer;

/** Rates that a shaper can keep. */
final class RateChecks {
    /** The kernel's shapers count bytes a second. */
    private static final long SMALLEST_RATE = 8;
    /** tc's sizes are 32 bits wide. */
    private static final long LARGEST_BURST = 0xffff_ffffL;

    private RateChecks() {}

    static void check(Topology t, Consumer<Problem> found) {
        for (Net net : t.nets().values()) {
            net.virts().values().forEach(v -> {
                ObjectPath path = ObjectPath.virt(net.name(), v.name()).child("rate");
                v.rateIn().ifPresent(r -> rate(r, path.child("in"), found));
                v.rateOut().ifPresent(r -> rate(r, path.child("out"), found));
            });
        }
    }

    private static void rate(Rate rate, ObjectPath path, Consumer<Problem> found) {
        speed(rate.avg(), path.child("avg"), found);
        rate.burstRate().ifPresent(r -> speed(r, path.child("burst_rate"), found));
        rate.burst().ifPresent(b -> burst(b, path.child("burst"), found));
        rate.burstRate()
                .filter(r -> r >= SMALLEST_RATE && r < rate.avg())
                .ifPresent(r -> found.accept(Problem.of(
                        ProblemCode.RATE_BURST_RATE_TOO_LOW,
                        path.child("burst_rate"),
                        "burst_rate (" + r + " bit/s) is below avg (" + rate.avg() + " bit/s)",
                        "a burst passes at avg or faster",
                        path.child("avg"))));
    }

    private static void speed(long bits, ObjectPath path, Consumer<Problem> found) {
        if (bits < SMALLEST_RATE) {
            found.accept(Problem.of(
                    ProblemCode.RATE_NOT_POSITIVE,
                    path,
                    bits + " bit/s lets nothing through",
                    "at least 8bit, one byte a second; leave the rate out for no limit"));
        }
    }

    private static void burst(long bytes, ObjectPath path, Consumer<Problem> found) {
        if (bytes < 1) {
            found.accept(Problem.of(
                    ProblemCode.RATE_NOT_POSITIVE,
                    path,
                    "a burst of " + bytes + " bytes lets nothing through",
                    "for example 64kb"));
        } else if (bytes > LARGEST_BURST) {
            found.accept(Problem.of(
                    ProblemCode.RATE_BURST_TOO_LARGE,
                    path,
                    bytes + " bytes are more than tc can count",
                    "less than 4gb"));
        }
    }
}
