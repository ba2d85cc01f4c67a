package io.lsdn.controller.inventory;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The value of a YAML 1.1 scalar, as PyYAML constructs it. */
final class YamlScalar {
    static final String UNSAFE = "!unsafe";

    private static final Pattern TIMESTAMP = Pattern.compile("(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})"
            + "(?:(?:[Tt]|[ \\t]+)(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})"
            + "(?:\\.(?<fraction>[0-9]*))?"
            + "(?<zone>[ \\t]*(?:Z|(?<sign>[-+])(?<zoneHour>[0-9]{1,2})(?::(?<zoneMinute>[0-9]{2}))?))?)?");

    private YamlScalar() {}

    /** Empty if the tag is not known or its value malformed. */
    static Optional<Value> value(ScalarNode node) {
        var text = node.getValue();
        try {
            return switch (node.getTag().getValue()) {
                case "tag:yaml.org,2002:str", "tag:yaml.org,2002:python/unicode" -> Optional.of(new Value.Text(text));
                case "tag:yaml.org,2002:null" -> Optional.of(new Value.Null());
                case "tag:yaml.org,2002:bool" -> bool(text).map(Value.Bool::new);
                case "tag:yaml.org,2002:int" -> Optional.of(new Value.Int(integer(text)));
                case "tag:yaml.org,2002:float" -> Optional.of(new Value.Real(real(text)));
                case "tag:yaml.org,2002:timestamp" -> timestamp(text).map(Value.Timestamp::new);
                case UNSAFE -> Optional.of(new Value.Unsafe(text));
                case "!vault", "!vault-encrypted" -> Optional.of(new Value.Vaulted(text));
                default -> Optional.empty();
            };
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on" -> Optional.of(true);
            case "no", "false", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** {@code 0b1010}, {@code 0x1f}, {@code 017} (octal), {@code 190:20:30} (base 60) or decimal. */
    private static BigInteger integer(String text) {
        var digits = unsigned(text.replace("_", ""));
        BigInteger value;
        if (digits.startsWith("0b")) {
            value = new BigInteger(digits.substring(2), 2);
        } else if (digits.startsWith("0x")) {
            value = new BigInteger(digits.substring(2), 16);
        } else if (digits.startsWith("0")) {
            value = new BigInteger(digits, 8);
        } else {
            value = BigInteger.ZERO;
            for (var part : digits.split(":", -1)) {
                value = value.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
            }
        }
        return text.startsWith("-") ? value.negate() : value;
    }

    private static double real(String text) {
        var digits = unsigned(text.replace("_", "").toLowerCase(Locale.ROOT));
        double value;
        if (digits.equals(".inf")) {
            value = Double.POSITIVE_INFINITY;
        } else if (digits.equals(".nan")) {
            value = Double.NaN;
        } else {
            value = 0;
            for (var part : digits.split(":", -1)) {
                value = value * 60 + Double.parseDouble(part);
            }
        }
        return text.startsWith("-") ? -value : value;
    }

    private static String unsigned(String text) {
        return text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    }

    private static Optional<String> timestamp(String text) {
        var m = TIMESTAMP.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        var date = LocalDate.of(number(m, "year"), number(m, "month"), number(m, "day"));
        if (m.group("hour") == null) {
            return Optional.of(date.toString());
        }
        var fraction = Optional.ofNullable(m.group("fraction")).orElse("");
        int micros = Integer.parseInt((fraction + "000000").substring(0, 6));
        LocalDateTime time = date.atTime(number(m, "hour"), number(m, "minute"), number(m, "second"));
        var seconds = String.format(
                Locale.ROOT, "%sT%02d:%02d:%02d", date, time.getHour(), time.getMinute(), time.getSecond());
        return Optional.of(seconds + (micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros)) + zone(m));
    }

    private static String zone(Matcher m) {
        if (m.group("zone") == null) {
            return "";
        }
        if (m.group("sign") == null) {
            return "+00:00";
        }
        int hours = number(m, "zoneHour");
        int minutes = m.group("zoneMinute") == null ? 0 : number(m, "zoneMinute");
        var offset = ZoneOffset.ofHoursMinutes(hours, minutes).getId();
        return offset.equals("Z") ? "+00:00" : m.group("sign") + offset.substring(1);
    }

    private static int number(Matcher m, String group) {
        return Integer.parseInt(m.group(group));
    }
}
