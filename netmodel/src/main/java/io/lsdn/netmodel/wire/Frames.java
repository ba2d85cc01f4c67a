package io.lsdn.netmodel.wire;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Messages on a byte stream: a length of four bytes, high one first, then that many bytes. */
public final class Frames {
    /** The longest message either side accepts, in bytes: a net of a hundred thousand virts fits, a flood does not. */
    public static final int MAX_LENGTH = 64 << 20;

    private Frames() {}

    /** Writes one message and flushes. The caller sees to it that only one thread writes. */
    public static void write(OutputStream out, byte[] message) throws IOException {
        if (message.length > MAX_LENGTH) {
            throw new WireException("a message of " + message.length + " bytes is longer than " + MAX_LENGTH);
        }
        byte[] frame = ByteBuffer.allocate(4 + message.length)
                .putInt(message.length)
                .put(message)
                .array();
        out.write(frame);
        out.flush();
    }

    /**
     * @return empty at the stream's end between two messages
     * @throws WireException for a length that is negative or above {@link #MAX_LENGTH}
     * @throws EOFException at the stream's end within a message
     */
    public static Optional<byte[]> read(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        var data = new DataInputStream(in);
        int length = first << 24 | data.readUnsignedByte() << 16 | data.readUnsignedShort();
        if (length < 0 || length > MAX_LENGTH) {
            throw new WireException("a message of " + Integer.toUnsignedString(length) + " bytes");
        }
        // readNBytes grows as bytes arrive: a lying length costs the sender, not us.
        byte[] message = in.readNBytes(length);
        if (message.length < length) {
            throw new EOFException("cut off after " + message.length + " of " + length + " bytes");
        }
        return Optional.of(message);
    }
}
