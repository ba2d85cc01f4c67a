package io.lsdn.netmodel.topology;

import java.util.List;
import java.util.regex.Pattern;

/** The spellings of an Ethernet address. */
final class MacText {
    private static final Pattern SEPARATORS = Pattern.compile("[:.-]");

    private MacText() {}

    static Parsed<MacAddress> parse(String text) {
        List<String> groups = List.of(SEPARATORS.split(text, -1));
        long kinds = text.chars()
                .filter(c -> c == ':' || c == '-' || c == '.')
                .distinct()
                .count();
        if (kinds > 1) {
            return Parsed.bad("its separators differ");
        }
        return switch (groups.size()) {
            case 1 -> exactly(groups, 12, "12 hexadecimal digits are expected");
            case 3 ->
                text.indexOf('.') < 0
                        ? Parsed.bad("it has 3 groups, not 6")
                        : exactly(groups, 4, "with dots, each of its 3 groups has 4 hexadecimal digits");
            case 6 -> six(groups);
            default -> Parsed.bad("it has " + groups.size() + " groups, not 6");
        };
    }

    /** iproute2 takes {@code 0:1:2:3:4:5} too. */
    private static Parsed<MacAddress> six(List<String> groups) {
        return exactly(
                groups.stream().map(g -> g.length() == 1 ? "0" + g : g).toList(),
                2,
                "each of its 6 groups has 1 or 2 hexadecimal digits");
    }

    private static Parsed<MacAddress> exactly(List<String> groups, int length, String expectation) {
        return groups.stream().allMatch(g -> g.length() == length && WholeNumber.onlyDigits(g, 16))
                ? Parsed.ok(new MacAddress(Long.parseLong(String.join("", groups), 16)))
                : Parsed.bad(expectation);
    }
}
