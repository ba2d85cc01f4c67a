package io.lsdn.hostrunner.session;

import io.lsdn.hostrunner.apply.ContextDirectory;
import io.lsdn.netmodel.wire.Codec;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * Who has a context's lock, and until when at most: one small file, for the case that the holder is stopped and can not say it
 * itself. It is no more than a note; the lock is the socket.
 *
 * @param pid of the runner
 * @param until milliseconds on CLOCK_BOOTTIME; the runner puts it off with every message that it hears
 */
record Tenure(long pid, long until, Holder holder) {
    private static final String NAME = "holder";
    private static final int FIXED = 16;

    /** A note that is kept up to date. Safe for several threads. */
    static final class Note {
        private final ContextDirectory files;
        private final FileChannel file;

        private Note(ContextDirectory files, FileChannel file) {
            this.files = files;
            this.file = file;
        }

        /** Eight bytes in one write: who reads sees the old time or the new one. */
        synchronized void until(long bootMillis) {
            try {
                file.write(ByteBuffer.allocate(8).putLong(0, bootMillis), 0);
            } catch (IOException _) {
                // It says too little then, so a runner that is stopped is waited for.
                return;
            }
        }

        synchronized void remove() {
            try {
                file.close();
                files.delete(NAME);
            } catch (IOException _) {
                // The next holder writes it anew.
                return;
            }
        }
    }

    /** Writes down that this process has the lock; where that does not go, as on a full disk, nothing of it stays. */
    static Note write(ContextDirectory files, Holder holder) throws IOException {
        byte[] words = new Codec().encode(holder, Holder.class);
        ByteBuffer all = ByteBuffer.allocate(FIXED + words.length)
                .putLong(Long.MAX_VALUE)
                .putLong(ProcessHandle.current().pid())
                .put(words)
                .flip();
        var note = new Note(files, files.create(NAME));
        try {
            while (all.hasRemaining()) {
                note.file.write(all);
            }
            return note;
        } catch (IOException e) {
            note.remove();
            throw e;
        }
    }

    /** Empty where there is none that can be understood. */
    static Optional<Tenure> read(ContextDirectory files) throws IOException {
        Optional<byte[]> all = files.bytes(NAME).filter(b -> b.length > FIXED);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.wrap(all.get());
        long until = buffer.getLong();
        long pid = buffer.getLong();
        byte[] words = new byte[buffer.remaining()];
        buffer.get(words);
        try {
            return Optional.of(new Tenure(pid, until, new Codec().decode(words, Holder.class)));
        } catch (WireException _) {
            return Optional.empty();
        }
    }
}
