package io.lsdn.netmodel.topology;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number with a unit, not yet understood. Lengths are bounded so that no number takes long to compute. */
record Quantity(BigDecimal number, String unit) {
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,20}(?:\\.[0-9]{1,20})?) ?([A-Za-z]{0,8})");
    private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    static Parsed<Quantity> parse(String text) {
        Matcher m = SHAPE.matcher(text);
        return m.matches()
                ? Parsed.ok(new Quantity(new BigDecimal(m.group(1)), m.group(2)))
                : Parsed.bad("a number and a unit are expected");
    }

    Parsed<Long> times(BigDecimal factor) {
        BigDecimal product = number.multiply(factor).setScale(0, RoundingMode.DOWN);
        return product.compareTo(MAX) > 0 ? Parsed.bad("it is too large") : Parsed.ok(product.longValueExact());
    }
}
