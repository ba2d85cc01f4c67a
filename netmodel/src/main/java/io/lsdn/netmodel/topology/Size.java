package io.lsdn.netmodel.topology;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/**
 * Amounts of data as tc(8) writes them: a number, a fraction too, and a unit in any case. All are powers of 1024:
 * {@code b} or none, {@code k} or {@code kb}, {@code m} or {@code mb}, {@code g} or {@code gb} count bytes, {@code kbit},
 * {@code mbit}, {@code gbit} bits.
 */
public final class Size {
    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("", 1L),
            Map.entry("b", 1L),
            Map.entry("k", 1L << 10),
            Map.entry("kb", 1L << 10),
            Map.entry("m", 1L << 20),
            Map.entry("mb", 1L << 20),
            Map.entry("g", 1L << 30),
            Map.entry("gb", 1L << 30),
            Map.entry("kbit", 1L << 7),
            Map.entry("mbit", 1L << 17),
            Map.entry("gbit", 1L << 27));

    private Size() {}

    /** Bytes; a fraction of a byte is cut off, as tc does. */
    public static Parsed<Long> parse(String text) {
        return Quantity.parse(text).then(q -> {
            Long factor = UNITS.get(q.unit().toLowerCase(Locale.ROOT));
            return factor == null
                    ? Parsed.bad("'" + q.unit() + "' is not a unit of size; b, kb, mb, gb, kbit, mbit, gbit (1024) are")
                    : q.times(BigDecimal.valueOf(factor));
        });
    }
}
