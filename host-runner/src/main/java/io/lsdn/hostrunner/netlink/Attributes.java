package io.lsdn.hostrunner.netlink;

import io.lsdn.netmodel.topology.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Attributes ({@code struct nlattr}) one after another, as they came from the kernel; looked up by type. */
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
record Attributes(byte[] data, int from, int to) {
    private static final int TYPE_MASK = 0x3fff;

    /** One attribute's content. */
    @SuppressWarnings("ArrayRecordComponent") // a view, never compared
    record Value(int type, byte[] data, int from, int to) {
        int length() {
            return to - from;
        }

        int u8() {
            return data[from] & 0xff;
        }

        int u16() {
            return Message.u16(data, from);
        }

        int u32() {
            return Message.u32(data, from);
        }

        /** Of the structure in it, at an offset. */
        int u32(int offset) {
            return Message.u32(data, from + offset);
        }

        long u64() {
            return Message.u32(data, from) & 0xffff_ffffL | (long) Message.u32(data, from + 4) << 32;
        }

        int be16() {
            return (data[from] & 0xff) << 8 | data[from + 1] & 0xff;
        }

        int be32() {
            return Integer.reverseBytes(u32());
        }

        byte[] bytes() {
            return Arrays.copyOfRange(data, from, to);
        }

        /** 4 or 16 bytes. */
        IpAddress ip() {
            return IpAddress.of(bytes());
        }

        /** Up to the first zero byte. */
        String text() {
            int end = from;
            while (end < to && data[end] != 0) {
                end++;
            }
            return new String(data, from, end - from, StandardCharsets.UTF_8);
        }

        Attributes nested() {
            return new Attributes(data, from, to);
        }
    }

    Optional<Value> get(int type) {
        for (int at = from; at + 4 <= to; at = next(at)) {
            if ((Message.u16(data, at + 2) & TYPE_MASK) == type) {
                return Optional.of(value(at));
            }
        }
        return Optional.empty();
    }

    boolean has(int type) {
        return get(type).isPresent();
    }

    /** Empty attributes if there is none. */
    Attributes nested(int type) {
        Optional<Value> value = get(type);
        return value.isPresent() ? value.get().nested() : new Attributes(data, to, to);
    }

    int u8(int type, int otherwise) {
        Optional<Value> value = get(type);
        return value.isPresent() ? value.get().u8() : otherwise;
    }

    int u16(int type, int otherwise) {
        Optional<Value> value = get(type);
        return value.isPresent() ? value.get().u16() : otherwise;
    }

    int u32(int type, int otherwise) {
        Optional<Value> value = get(type);
        return value.isPresent() ? value.get().u32() : otherwise;
    }

    int be16(int type, int otherwise) {
        Optional<Value> value = get(type);
        return value.isPresent() ? value.get().be16() : otherwise;
    }

    Optional<String> text(int type) {
        Optional<Value> value = get(type);
        return value.isPresent() ? Optional.of(value.get().text()) : Optional.empty();
    }

    Optional<IpAddress> ip(int type) {
        Optional<Value> value = get(type);
        return value.isPresent() ? Optional.of(value.get().ip()) : Optional.empty();
    }

    /** In their order. */
    List<Value> all() {
        var all = new ArrayList<Value>();
        for (int at = from; at + 4 <= to; at = next(at)) {
            all.add(value(at));
        }
        return all;
    }

    private Value value(int at) {
        return new Value(Message.u16(data, at + 2) & TYPE_MASK, data, at + 4, Math.min(to, at + Message.u16(data, at)));
    }

    private int next(int at) {
        return at + Math.max(4, Message.u16(data, at) + 3 & ~3);
    }
}
