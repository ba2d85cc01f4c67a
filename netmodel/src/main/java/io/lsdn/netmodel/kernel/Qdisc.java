package io.lsdn.netmodel.kernel;

import java.util.Locale;
import java.util.Optional;

/** A queueing discipline on a link. */
public record Qdisc(String link, Kind kind) implements KernelObject {
    /** Where a qdisc is attached. */
    public enum Parent {
        /** What leaves by the link. */
        ROOT,
        /** The hook for filters in both directions. */
        CLSACT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public ObjectKey key() {
        return new ObjectKey.OfQdisc(
                link,
                switch (kind) {
                    case Clsact _ -> Parent.CLSACT;
                    case Tbf _ -> Parent.ROOT;
                    case Other other -> other.isIngress() ? Parent.CLSACT : Parent.ROOT;
                });
    }

    /** What it is. */
    public sealed interface Kind {}

    /**
     * {@code clsact}, with tc blocks that several links share.
     *
     * @param ingressBlock 1 to 2^31-1
     * @param egressBlock 1 to 2^31-1
     */
    public record Clsact(Optional<Integer> ingressBlock, Optional<Integer> egressBlock) implements Kind {}

    /**
     * A token bucket (tc-tbf(8)).
     *
     * @param rate bytes per second
     * @param burst bytes
     * @param limit bytes that may wait
     * @param peakRate bytes per second; needs {@code mtu}
     * @param mtu bytes: the size of the peak rate's bucket
     * @param handle the major number that we gave it, 1 to 0x7fff ({@link Mark#handle}); empty: the kernel's choice
     */
    public record Tbf(
            long rate, long burst, long limit, Optional<Long> peakRate, Optional<Integer> mtu, Optional<Integer> handle)
            implements Kind {
        private static final double SECONDS_PER_TICK = 64e-9;

        /**
         * The kernel keeps a bucket as the time that it lasts and tells it in ticks of 64 ns, so at a high rate it can not tell
         * sizes apart that lie close together. What it could not tell apart is one size here: a multiple of the next power of
         * two above what passes in four ticks.
         */
        public Tbf {
            burst = tellable(burst, rate);
            if (mtu.isPresent() && peakRate.isPresent()) {
                mtu = Optional.of((int) tellable(mtu.get(), peakRate.get()));
            }
        }

        private static long tellable(long bytes, long rate) {
            long step = Long.highestOneBit((long) (rate * 4 * SECONDS_PER_TICK)) * 2;
            return step == 0 ? bytes : Math.max(1, (bytes + step / 2) / step) * step;
        }
    }

    /** One that is not ours: seen, never made. */
    public record Other(String word) implements Kind {
        /** The older half of clsact, in the same place. */
        public boolean isIngress() {
            return word.equals("ingress");
        }
    }
}
