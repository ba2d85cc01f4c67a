package io.lsdn.controller.inventory;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a host pattern of an inventory names: a host name, IPv4 or IPv6 address, each of which may hold ranges, and a
 * port.
 *
 * @param host the name or address without brackets and port
 * @param port as written; empty where none is
 */
record HostAddress(String host, Optional<BigInteger> port) {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNICODE_CASE;

    private static final Pattern BRACKETED_WITH_PORT = Pattern.compile("\\[(.+)\\]:([0-9]+)");
    private static final Pattern WITH_PORT = Pattern.compile("((?:[^:\\[\\]]|\\[[^\\]]*\\])*):([0-9]+)");

    private static final Pattern IPV4 = ipv4();
    private static final List<Pattern> IPV6 = ipv6();
    private static final Pattern NAME = name();

    private static Pattern ipv4() {
        var part = "(?:[01]?[0-9]{1,2}|2[0-4][0-9]|25[0-5]|\\[[0-9]+:[0-9]+(?::[0-9]+)?\\])";
        return Pattern.compile("(?:" + part + "\\.){3}" + part);
    }

    /** RFC 4291, section 2.2, with a range allowed in the place of every group. */
    private static List<Pattern> ipv6() {
        var g = "(?:[0-9a-f]{1,4}|\\[[0-9a-f]+:[0-9a-f]+(?::[0-9]+)?\\])";
        var v4 = "(?:" + g + "\\.){3}" + g;
        var forms = new java.util.ArrayList<String>();
        forms.add("(?:" + g + ":){7}" + g);
        forms.add("(?:" + g + ":){1,6}:");
        for (int before = 1; before <= 6; before++) {
            forms.add("(?:" + g + ":){" + before + "}(?::" + g + "){1," + (7 - before) + "}");
        }
        forms.add(":(?::" + g + "){1,6}");
        forms.add(g + "?::");
        forms.add("(?:0:){6}" + v4);
        forms.add("::(?:ffff:)?" + v4);
        forms.add("(?:0:){5}ffff:" + v4);
        return forms.stream()
                .map(f -> Pattern.compile(f, Pattern.CASE_INSENSITIVE))
                .toList();
    }

    private static Pattern name() {
        var range = "\\[(?:[a-z]:[a-z]|[0-9]+:[0-9]+)(?::[0-9]+)?\\]";
        var label = "(?:\\w|" + range + ")(?:[\\w-]|" + range + ")*(?<![_-])";
        return Pattern.compile(label + "(?:\\." + label + ")*", FLAGS);
    }

    /** Takes a pattern apart; empty if it is no host name or address in Ansible's eyes. */
    static Optional<HostAddress> parse(String pattern) {
        var host = pattern;
        Optional<BigInteger> port = Optional.empty();
        for (var form : List.of(BRACKETED_WITH_PORT, WITH_PORT)) {
            var m = form.matcher(host);
            if (m.matches()) {
                host = m.group(1);
                port = Optional.of(new BigInteger(m.group(2)));
            }
        }
        return isHost(host) ? Optional.of(new HostAddress(host, port)) : Optional.empty();
    }

    /** Whether this is an IP address rather than a name ({@code inventory_hostname_short} keeps it whole). */
    static boolean isIp(String host) {
        return IPV4.matcher(host).matches()
                || IPV6.stream().anyMatch(p -> p.matcher(host).matches());
    }

    private static boolean isHost(String host) {
        return !host.isEmpty() && (isIp(host) || NAME.matcher(host).matches());
    }
}
