package io.lsdn.controller.source;

import io.lsdn.netmodel.diagnostic.DidYouMean;
import io.lsdn.netmodel.topology.Bandwidth;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Parsed;
import io.lsdn.netmodel.topology.Rule;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Size;
import io.lsdn.netmodel.topology.Subnet;
import io.lsdn.netmodel.topology.WholeNumber;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A kind of value: how it is read, and what is said where it can not be.
 *
 * @param what with its article: "an IP address"
 * @param hint what would be right
 */
public record ValueType<T>(Code code, String what, String hint, Function<String, Parsed<T>> parser) {
    public static final ValueType<String> TEXT = new ValueType<>(SourceCode.WRONG_TYPE, "a text", "", Parsed::ok);
    static final ValueType<IpAddress> IP = new ValueType<>(
            SourceCode.NOT_AN_IP_ADDRESS, "an IP address", "for example 172.16.0.1 or fd00::1", IpAddress::parse);
    static final ValueType<Subnet> SUBNET = new ValueType<>(
            SourceCode.NOT_A_SUBNET,
            "a subnet",
            "for example 192.168.98.0/24, 192.168.99.3 or fd00::/64",
            Subnet::parse);
    static final ValueType<MacAddress> MAC = new ValueType<>(
            SourceCode.NOT_A_MAC_ADDRESS, "a MAC address", "for example 02:00:00:00:00:a1", MacAddress::parse);
    static final ValueType<Long> BANDWIDTH =
            new ValueType<>(SourceCode.NOT_A_BANDWIDTH, "a bandwidth", "for example 10mbit", Bandwidth::parse);
    static final ValueType<Long> SIZE =
            new ValueType<>(SourceCode.NOT_A_SIZE, "a size", "for example 64kb", Size::parse);
    static final ValueType<Integer> NUMBER =
            new ValueType<>(SourceCode.NOT_A_NUMBER, "a whole number", "for example 7", ValueType::integer);
    static final ValueType<Integer> PORT = new ValueType<>(
            SourceCode.PORT_OUT_OF_RANGE,
            "a UDP port",
            "1 to 65535 is",
            text -> integer(text).then(n -> n >= 1 && n <= 0xffff ? Parsed.ok(n) : Parsed.bad("it is out of range")));
    public static final ValueType<Boolean> BOOLEAN =
            new ValueType<>(SourceCode.NOT_A_BOOLEAN, "a truth value", "true or false is", ValueType::bool);
    static final ValueType<String> TYPE =
            word(SourceCode.UNKNOWN_TYPE, "a type of settings", Settings.TYPES, Function.identity());
    static final ValueType<Rule.Direction> DIRECTION = word(
            SourceCode.UNKNOWN_DIRECTION,
            "a direction",
            List.of("in", "out"),
            w -> Rule.Direction.valueOf(w.toUpperCase(Locale.ROOT)));
    static final ValueType<Rule.Action> ACTION = word(
            SourceCode.UNKNOWN_ACTION,
            "an action",
            List.of("drop", "accept"),
            w -> Rule.Action.valueOf(w.toUpperCase(Locale.ROOT)));

    /** As Ansible's users write them. */
    private static final Map<String, Boolean> TRUTHS =
            Map.of("true", true, "yes", true, "on", true, "false", false, "no", false, "off", false);

    private static <T> ValueType<T> word(
            SourceCode code, String what, List<String> words, Function<String, T> meaning) {
        return new ValueType<>(
                code,
                what,
                "",
                text -> words.contains(text)
                        ? Parsed.ok(meaning.apply(text))
                        : Parsed.bad(DidYouMean.hint(text, words, "choices").orElse("")));
    }

    private static Parsed<Integer> integer(String text) {
        return WholeNumber.parse(text)
                .then(n -> n <= Integer.MAX_VALUE ? Parsed.ok(n.intValue()) : Parsed.bad("it is too large"));
    }

    private static Parsed<Boolean> bool(String text) {
        Boolean truth = TRUTHS.get(text.toLowerCase(Locale.ROOT));
        return truth == null ? Parsed.bad("only true, yes, on, false, no and off are") : Parsed.ok(truth);
    }
}
