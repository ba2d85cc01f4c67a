package io.lsdn.netmodel.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The inverse of {@link ByteWriter}; every length is checked against what is really there. */
final class ByteReader {
    private final byte[] bytes;
    private int position;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int remaining() {
        return bytes.length - position;
    }

    long number() throws WireException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position == bytes.length) {
                throw new WireException("cut off within a number");
            }
            byte b = bytes[position++];
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw new WireException("a number of more than 64 bits");
    }

    int integer() throws WireException {
        long value = number();
        if ((int) value != value) {
            throw new WireException(value + " does not fit into 32 bits");
        }
        return (int) value;
    }

    boolean bool() throws WireException {
        long value = number();
        if (value != 0 && value != 1) {
            throw new WireException(value + " is neither true nor false");
        }
        return value == 1;
    }

    /** How many elements follow; each takes at least a byte, or is a record of none. */
    int count() throws WireException {
        int n = integer();
        if (n < 0 || n > remaining()) {
            throw new WireException(n + " elements in " + remaining() + " bytes");
        }
        return n;
    }

    String string() throws WireException {
        int n = count();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, position, n))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new WireException("text that is not UTF-8");
        } finally {
            position += n;
        }
    }
}
