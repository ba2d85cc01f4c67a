package io.lsdn.hostrunner.netlink;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A message with its attributes as a set. What is in an attribute is taken for attributes if it can be read as such from end to
 * end; that may read a value as attributes too, but reads equal values equally.
 */
final class AttributeTree {
    private AttributeTree() {}

    /** @param without paths of attributes that are left out, {@code .18.2.1} */
    static String of(byte[] message, Set<String> without) {
        int type = Message.u16(message, 4);
        int header = switch (type) {
            case 16, 17, 18, 19 -> LinkMessages.HEADER;
            case 20, 21, 22 -> AddressMessages.HEADER;
            case 28, 29, 30 -> FdbMessages.HEADER;
            default -> FilterMessages.HEADER;
        };
        int start = MessageWriter.HEADER + header;
        return HexFormat.of().formatHex(message, 4, start)
                + attributes(new Attributes(message, start, message.length), "", without);
    }

    private static String attributes(Attributes attributes, String path, Set<String> without) {
        List<String> all = new ArrayList<>();
        for (Attributes.Value value : attributes.all()) {
            String here = path + "." + value.type();
            if (!without.contains(here)) {
                all.add(value.type() + "="
                        + (nested(value.data(), value.from(), value.to())
                                ? attributes(value.nested(), here, without)
                                : HexFormat.of().formatHex(value.bytes())));
            }
        }
        Collections.sort(all);
        return all.toString();
    }

    private static boolean nested(byte[] b, int from, int to) {
        int at = from;
        while (at + 4 <= to) {
            int length = Message.u16(b, at);
            if (length < 4 || at + length > to) {
                return false;
            }
            at += length + 3 & ~3;
        }
        return at == to && from < to;
    }
}
