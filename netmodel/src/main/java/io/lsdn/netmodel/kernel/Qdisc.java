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
                    case Tbf _, Other _ -> Parent.ROOT;
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
     */
    public record Tbf(long rate, long burst, long limit, Optional<Long> peakRate, Optional<Integer> mtu)
            implements Kind {}

    /** One that is not ours: seen, never made. */
    public record Other(String word) implements Kind {}
}
