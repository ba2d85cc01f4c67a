package io.lsdn.controller.lsctl;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Parsed;
import io.lsdn.netmodel.topology.Subnet;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as LSDN's language writes them: integers as Tcl's, units that are all of 1024. */
final class Values {
    private static final Pattern AMOUNT =
            Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,15})?)(|kb|mb|gb|bit|kbit|mbit|gbit)");

    private Values() {}

    /** {@code 0x} is hexadecimal, another leading zero octal. */
    static int integer(String option, String text) throws LsctlError {
        try {
            return Integer.decode(text);
        } catch (NumberFormatException _) {
            throw new LsctlError(
                    option + ": '" + text + "' is not an integer; decimal, 0x hexadecimal and 0 octal are");
        }
    }

    /** Bit per second. */
    static long speed(String option, String text) throws LsctlError {
        return bits(option, text);
    }

    /** Bytes; a fraction of a byte is cut off. */
    static long size(String option, String text) throws LsctlError {
        return bits(option, text) / 8;
    }

    private static long bits(String option, String text) throws LsctlError {
        Matcher m = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            throw new LsctlError(option + ": '" + text
                    + "' is no amount; a number and kb, mb, gb, bit, kbit, mbit, gbit or nothing (bytes) is");
        }
        String unit = m.group(2);
        long factor = (unit.endsWith("bit") ? 1L : 8L)
                << switch (unit.isEmpty() ? 'b' : unit.charAt(0)) {
                    case 'k' -> 10;
                    case 'm' -> 20;
                    case 'g' -> 30;
                    default -> 0;
                };
        BigDecimal product = new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(factor));
        if (product.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new LsctlError(option + ": '" + text + "' is too large");
        }
        return product.longValue();
    }

    static IpAddress ip(String option, String text) throws LsctlError {
        return value(option, text, "an IP address", IpAddress.parse(text));
    }

    static MacAddress mac(String option, String text) throws LsctlError {
        return value(option, text, "a MAC address", MacAddress.parse(text));
    }

    static Subnet subnet(String option, String text) throws LsctlError {
        return value(option, text, "a subnet", Subnet.parse(text));
    }

    /** As Tcl's: {@code 1 true yes on}, {@code 0 false no off}. */
    static boolean bool(String option, String text) throws LsctlError {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes", "on" -> true;
            case "0", "false", "no", "off" -> false;
            default -> throw new LsctlError(option + ": '" + text + "' is neither true nor false");
        };
    }

    private static <T> T value(String option, String text, String what, Parsed<T> parsed) throws LsctlError {
        return switch (parsed) {
            case Parsed.Ok<T>(T value) -> value;
            case Parsed.Bad<T>(String reason) ->
                throw new LsctlError(option + ": '" + text + "' is not " + what + ": " + reason);
        };
    }
}
