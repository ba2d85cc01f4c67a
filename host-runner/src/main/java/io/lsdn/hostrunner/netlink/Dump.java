package io.lsdn.hostrunner.netlink;

import io.lsdn.hostrunner.apply.KernelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a whole table of the kernel, again and again while it changes under the reader. */
final class Dump {
    private static final int ATTEMPTS = 32;

    private Dump() {}

    /**
     * @param what the table, for the message of an error
     * @param request a message with {@code NLM_F_DUMP}
     * @param header length of its family's own header
     * @throws KernelException if the kernel refuses, or the table never stands still
     */
    static List<Message> read(Channel channel, String what, byte[] request, int header) throws KernelException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<List<Message>> whole = once(channel, what, request, header);
            if (whole.isPresent()) {
                return whole.get();
            }
        }
        throw new KernelException(Errno.EINTR, what + ": changed while it was read, " + ATTEMPTS + " times");
    }

    /** Empty if the kernel says that the table changed meanwhile, or a part did not fit. */
    private static Optional<List<Message>> once(Channel channel, String what, byte[] request, int header)
            throws KernelException {
        int sequence = channel.sequences(1);
        MessageWriter.setSequence(request, 0, sequence);
        channel.send(request, request.length);
        var found = new ArrayList<Message>();
        boolean whole = true;
        while (true) {
            Channel.Datagram part;
            try {
                part = channel.receive();
            } catch (KernelException e) {
                if (whole && e.errno() != Errno.ENOBUFS || !whole && e.errno() != Errno.EAGAIN) {
                    throw e;
                }
                if (e.errno() == Errno.EAGAIN) {
                    return Optional.empty();
                }
                whole = false;
                continue;
            }
            whole &= !part.truncated();
            for (Message m : Message.parse(part.data(), part.data().length)) {
                if (m.sequence() != sequence) {
                    continue;
                }
                whole &= !m.interrupted();
                switch (m.type()) {
                    case Message.DONE -> {
                        fail(m, what);
                        return whole ? Optional.of(found) : Optional.empty();
                    }
                    case Message.ERROR ->
                        throw ExtendedAck.of(m, request, header).failure(what);
                    case Message.NOOP -> {}
                    default -> found.add(m);
                }
            }
        }
    }

    /** A dump that ends early says why in its last message. */
    private static void fail(Message done, String what) throws KernelException {
        int error = done.to() - done.from() >= 4 ? -done.u32(0) : 0;
        if (error > 0) {
            throw new KernelException(error, what + ": " + Errno.describe(error));
        }
    }
}
