package io.lsdn.hostrunner.netlink;

import io.lsdn.netmodel.kernel.Qdisc;
import java.util.Optional;

/**
 * The options of a {@code tbf} qdisc: {@code struct tc_tbf_qopt} and the attributes of linux/pkt_sched.h. The kernel keeps a
 * bucket as the time that it lasts at its rate, and tells it in ticks of 64 ns (PSCHED_SHIFT of net/pkt_sched.h).
 */
final class TokenBucket {
    private static final int TCA_TBF_PARMS = 1;
    private static final int TCA_TBF_RATE64 = 4;
    private static final int TCA_TBF_PRATE64 = 5;
    private static final int TCA_TBF_BURST = 6;
    private static final int TCA_TBF_PBURST = 7;
    private static final int LINKLAYER_ETHERNET = 1;
    private static final int RATESPEC = 12;
    private static final int RATE_IN_SPEC = 8;
    private static final double NANOS_PER_TICK = 64;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MICROS_PER_SECOND = 1e6;
    private static final double TICKS_PER_MICRO = 1000 / NANOS_PER_TICK;
    private static final long LARGEST_32_BIT = 0xffff_ffffL;

    private TokenBucket() {}

    static void encode(MessageWriter m, Qdisc.Tbf tbf) {
        int parameters = m.begin(TCA_TBF_PARMS);
        rate(m, tbf.rate());
        if (tbf.peakRate().isPresent()) {
            rate(m, tbf.peakRate().get());
        } else {
            m.zeros(RATESPEC);
        }
        m.u32((int) tbf.limit()).u32(ticks(tbf.burst(), tbf.rate()));
        m.u32(
                tbf.peakRate().isPresent()
                        ? ticks(tbf.mtu().orElseThrow(), tbf.peakRate().get())
                        : 0);
        m.end(parameters);
        m.attributeU32(TCA_TBF_BURST, (int) tbf.burst());
        if (tbf.rate() >= LARGEST_32_BIT) {
            m.attributeU64(TCA_TBF_RATE64, tbf.rate());
        }
        if (tbf.peakRate().isPresent()) {
            if (tbf.peakRate().get() >= LARGEST_32_BIT) {
                m.attributeU64(TCA_TBF_PRATE64, tbf.peakRate().get());
            }
            m.attributeU32(TCA_TBF_PBURST, tbf.mtu().orElseThrow());
        }
    }

    private static void rate(MessageWriter m, long rate) {
        m.u8(0).u8(LINKLAYER_ETHERNET).u16(0).u16(0).u16(0).u32((int) Math.min(rate, LARGEST_32_BIT));
    }

    /** As iproute2 computes it; a kernel that is given the bucket in bytes too does not look at it. */
    private static int ticks(long bytes, long rate) {
        long micros = (long) (MICROS_PER_SECOND * bytes / Math.min(rate, LARGEST_32_BIT));
        return (int) (micros * TICKS_PER_MICRO);
    }

    private static long bytes(int ticks, long rate) {
        return Math.round((ticks & LARGEST_32_BIT) * NANOS_PER_TICK * rate / NANOS_PER_SECOND);
    }

    static Qdisc.Tbf decode(Attributes options, Optional<Integer> handle) {
        Attributes.Value parameters = options.get(TCA_TBF_PARMS).orElseThrow();
        long rate = rate(options, parameters.u32(RATE_IN_SPEC), TCA_TBF_RATE64);
        long peak = rate(options, parameters.u32(RATESPEC + RATE_IN_SPEC), TCA_TBF_PRATE64);
        return new Qdisc.Tbf(
                rate,
                bytes(parameters.u32(2 * RATESPEC + 4), rate),
                parameters.u32(2 * RATESPEC) & LARGEST_32_BIT,
                peak == 0 ? Optional.empty() : Optional.of(peak),
                peak == 0 ? Optional.empty() : Optional.of((int) bytes(parameters.u32(2 * RATESPEC + 8), peak)),
                handle);
    }

    private static long rate(Attributes options, int inSpec, int wide) {
        Optional<Attributes.Value> rate64 = options.get(wide);
        return rate64.isPresent() ? rate64.get().u64() : inSpec & LARGEST_32_BIT;
    }
}
