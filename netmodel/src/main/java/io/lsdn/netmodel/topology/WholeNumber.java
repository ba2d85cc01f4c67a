package io.lsdn.netmodel.topology;

/** Whole numbers as they are written in a topology: decimal, or hexadecimal after {@code 0x}. */
public final class WholeNumber {
    private WholeNumber() {}

    /**
     * Numbers from 0 to 2^63-1. A decimal number with a leading zero is refused: iproute2 and YAML 1.1 read it as octal,
     * YAML 1.2 does not, so whatever we chose would surprise somebody.
     */
    public static Parsed<Long> parse(String text) {
        boolean hex = text.startsWith("0x") || text.startsWith("0X");
        String digits = hex ? text.substring(2) : text;
        if (!onlyDigits(digits, hex ? 16 : 10)) {
            return Parsed.bad("digits are expected, or 0x and hexadecimal digits");
        }
        if (!hex && digits.length() > 1 && digits.startsWith("0")) {
            return Parsed.bad("a leading zero would be octal to some tools; leave it out, or write 0x for hexadecimal");
        }
        try {
            return Parsed.ok(Long.parseLong(digits, hex ? 16 : 10));
        } catch (NumberFormatException _) {
            return Parsed.bad("it is too large");
        }
    }

    /** At least one digit and nothing else; ASCII only, unlike {@link Character#isDigit}. */
    static boolean onlyDigits(String text, int radix) {
        return !text.isEmpty() && text.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
    }
}
