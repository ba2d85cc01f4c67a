package io.lsdn.netmodel.topology;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/**
 * Bandwidths as tc(8) writes them: a number, a fraction too, and a unit in any case. {@code bit}, {@code kbit} …
 * {@code tbit} are powers of 1000, {@code kibit} … {@code tibit} of 1024; the same with {@code bps} count bytes a second.
 * No unit means bit a second.
 */
public final class Bandwidth {
    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("", 1L),
            Map.entry("bit", 1L),
            Map.entry("kbit", 1_000L),
            Map.entry("mbit", 1_000_000L),
            Map.entry("gbit", 1_000_000_000L),
            Map.entry("tbit", 1_000_000_000_000L),
            Map.entry("kibit", 1L << 10),
            Map.entry("mibit", 1L << 20),
            Map.entry("gibit", 1L << 30),
            Map.entry("tibit", 1L << 40),
            Map.entry("bps", 8L),
            Map.entry("kbps", 8_000L),
            Map.entry("mbps", 8_000_000L),
            Map.entry("gbps", 8_000_000_000L),
            Map.entry("tbps", 8_000_000_000_000L),
            Map.entry("kibps", 8L << 10),
            Map.entry("mibps", 8L << 20),
            Map.entry("gibps", 8L << 30),
            Map.entry("tibps", 8L << 40));

    private Bandwidth() {}

    /** Bit per second; a fraction of a bit is cut off, as tc does. */
    public static Parsed<Long> parse(String text) {
        return Quantity.parse(text).then(q -> {
            Long factor = UNITS.get(q.unit().toLowerCase(Locale.ROOT));
            return factor == null
                    ? Parsed.bad("'" + q.unit()
                            + "' is not a unit of bandwidth; bit, kbit, mbit, gbit, tbit (1000), kibit, mibit … (1024)"
                            + " are, and bps, kbps … count bytes")
                    : q.times(BigDecimal.valueOf(factor));
        });
    }
}
