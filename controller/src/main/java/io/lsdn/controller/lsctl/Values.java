package io.lsdn.controller.lsctl;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Parsed;
import io.lsdn.netmodel.topology.Subnet;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as LSDN's language writes them. Its units are all powers of 1024, unlike those of tc(8) and of our topologies. */
final class Values {
    private static final Pattern QUANTITY = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?)\\s?([A-Za-z]{0,5})");

    /** Bits. */
    private static final Map<String, Long> UNITS = Map.of(
            "", 8L,
            "b", 8L,
            "kb", 8L << 10,
            "mb", 8L << 20,
            "gb", 8L << 30,
            "bit", 1L,
            "kbit", 1L << 10,
            "mbit", 1L << 20,
            "gbit", 1L << 30);

    private Values() {}

    static IpAddress ip(String what, String text) throws ScriptError {
        return value(what, text, "an IP address", IpAddress.parse(text));
    }

    static MacAddress mac(String what, String text) throws ScriptError {
        return value(what, text, "a MAC address", MacAddress.parse(text));
    }

    static Subnet subnet(String what, String text) throws ScriptError {
        return value(what, text, "a subnet", Subnet.parse(text));
    }

    private static <T> T value(String what, String text, String kind, Parsed<T> parsed) throws ScriptError {
        return switch (parsed) {
            case Parsed.Ok<T>(T value) -> value;
            case Parsed.Bad<T>(String reason) ->
                throw new ScriptError(what + ": '" + text + "' is not " + kind + ": " + reason);
        };
    }

    /** As Tcl_GetInt(3tcl): decimal, {@code 0x} hexadecimal, a leading {@code 0} octal, {@code 0o} and {@code 0b}. */
    static int integer(String what, String text, int from, int to) throws ScriptError {
        long n = whole(text);
        if (n < from || n > to) {
            throw new ScriptError(what + ": '" + text + "' is not a whole number from " + from + " to " + to);
        }
        return (int) n;
    }

    /** @return -1 for what is none */
    private static long whole(String text) {
        String s = text.strip().toLowerCase(Locale.ROOT);
        try {
            if (s.startsWith("0x")) {
                return unsigned(s.substring(2), 16);
            }
            if (s.startsWith("0b")) {
                return unsigned(s.substring(2), 2);
            }
            if (s.startsWith("0o")) {
                return unsigned(s.substring(2), 8);
            }
            return s.length() > 1 && s.startsWith("0") ? unsigned(s.substring(1), 8) : unsigned(s, 10);
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private static long unsigned(String digits, int radix) {
        if (digits.startsWith("+") || digits.startsWith("-")) {
            throw new NumberFormatException(digits);
        }
        return Long.parseLong(digits, radix);
    }

    /** Bit per second. */
    static long speed(String what, String text) throws ScriptError {
        return bits(what, text);
    }

    /** Bytes. */
    static long size(String what, String text) throws ScriptError {
        return bits(what, text) / 8;
    }

    private static long bits(String what, String text) throws ScriptError {
        Matcher m = QUANTITY.matcher(text.strip());
        Long unit = m.matches() ? UNITS.get(m.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new ScriptError(
                    what + ": '" + text
                            + "' is not a number with one of the units kb, mb, gb (bytes), bit, kbit, mbit, gbit, or none for bytes");
        }
        BigDecimal bits = new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(unit));
        if (bits.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new ScriptError(what + ": '" + text + "' is too large");
        }
        return bits.longValue();
    }

    /** As Tcl reads a boolean. */
    static boolean truth(String what, String text) throws ScriptError {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "yes", "on", "true" -> true;
            case "0", "no", "off", "false" -> false;
            default -> throw new ScriptError(what + ": '" + text + "' is neither true nor false");
        };
    }
}
