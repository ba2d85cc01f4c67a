package io.lsdn.netmodel.topology;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The spellings of IP addresses: dotted decimal, and RFC 4291 section 2.2. */
final class IpText {
    private IpText() {}

    static Parsed<Ipv4Address> parse4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Parsed.bad("four numbers with dots between them are expected");
        }
        int value = 0;
        for (String part : parts) {
            if (part.length() > 3 || !WholeNumber.onlyDigits(part, 10) || Integer.parseInt(part) > 255) {
                return Parsed.bad("each of the four numbers is 0 to 255");
            }
            // inet_aton reads 010 as eight, others as ten.
            if (part.length() > 1 && part.startsWith("0")) {
                return Parsed.bad("a leading zero would be octal to some tools; leave it out");
            }
            value = value << 8 | Integer.parseInt(part);
        }
        return Parsed.ok(new Ipv4Address(value));
    }

    static Parsed<Ipv6Address> parse6(String text) {
        if (text.indexOf('%') >= 0) {
            return Parsed.bad("a zone (after %) has no meaning here");
        }
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Parsed.bad("'::' may stand once");
        }
        if (gap >= 0 && text.substring(0, gap).indexOf('.') >= 0) {
            return Parsed.bad("an IPv4 part stands at the end");
        }
        return gap < 0
                ? groups(text).then(all -> join(all, List.of(), false))
                : groups(text.substring(0, gap))
                        .then(head -> groups(text.substring(gap + 2)).then(tail -> join(head, tail, true)));
    }

    private static Parsed<Ipv6Address> join(List<Integer> head, List<Integer> tail, boolean gap) {
        int count = head.size() + tail.size();
        if (gap ? count > 7 : count != 8) {
            return Parsed.bad("it has " + count + " groups" + (gap ? " beside '::', at most 7 fit" : ", not 8"));
        }
        ByteBuffer bytes = ByteBuffer.allocate(16);
        head.forEach(g -> bytes.putShort(g.shortValue()));
        bytes.position(16 - 2 * tail.size());
        tail.forEach(g -> bytes.putShort(g.shortValue()));
        return Parsed.ok(Ipv6Address.of(bytes.array()));
    }

    /** An IPv4 address at the end stands for two groups. */
    private static Parsed<List<Integer>> groups(String text) {
        var groups = new ArrayList<Integer>();
        if (text.isEmpty()) {
            return Parsed.ok(groups);
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (i == parts.length - 1 && part.indexOf('.') >= 0) {
                return parse4(part).then(v4 -> {
                    groups.add(v4.value() >>> 16);
                    groups.add(v4.value() & 0xffff);
                    return Parsed.ok(groups);
                });
            }
            if (part.length() > 4 || !WholeNumber.onlyDigits(part, 16)) {
                return Parsed.bad("each group has 1 to 4 hexadecimal digits");
            }
            groups.add(Integer.parseInt(part, 16));
        }
        return Parsed.ok(groups);
    }
}
