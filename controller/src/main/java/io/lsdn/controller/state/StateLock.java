package io.lsdn.controller.state;

import io.lsdn.netmodel.wire.Holder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The lock of a state directory: a lock on a file, which the kernel lets go of when its process ends, however it ends. The file says
 * who holds it, and is emptied when everything came to its end. So what stands in a file that nobody holds was left behind.
 */
public final class StateLock implements AutoCloseable {
    private static final int MOST = 4096;

    private final FileChannel channel;
    private final FileLock lock;
    private final boolean leftBehind;

    private StateLock(FileChannel channel, FileLock lock, boolean leftBehind) {
        this.channel = channel;
        this.lock = lock;
        this.leftBehind = leftBehind;
    }

    /** What came of trying. */
    public sealed interface Attempt {
        record Taken(StateLock lock) implements Attempt {}

        /** @param holder empty if it is just about to say who it is */
        record Held(Optional<Holder> holder) implements Attempt {}
    }

    static Attempt take(Path file, Holder me) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Optional<FileLock> lock = tryLock(channel);
            if (lock.isEmpty()) {
                Optional<Holder> holder = holder(read(channel));
                channel.close();
                return new Attempt.Held(holder);
            }
            boolean leftBehind = channel.size() > 0;
            write(channel, me);
            return new Attempt.Taken(new StateLock(channel, lock.get(), leftBehind));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException _) {
            return Optional.empty();
        }
    }

    /** Whether whoever had it before did not come to its end. */
    public boolean leftBehind() {
        return leftBehind;
    }

    private static void write(FileChannel channel, Holder me) throws IOException {
        String text = String.join("\n", me.rollout(), me.user(), me.host(), Long.toString(me.pid()), me.since(), "");
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
        channel.force(true);
    }

    private static String read(FileChannel channel) throws IOException {
        var buffer = ByteBuffer.allocate(MOST);
        channel.read(buffer, 0);
        return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }

    private static Optional<Holder> holder(String text) {
        List<String> lines = text.lines().toList();
        return lines.size() == 5 && lines.get(3).matches("\\d{1,18}")
                ? Optional.of(new Holder(
                        lines.get(0), lines.get(1), lines.get(2), Long.parseLong(lines.get(3)), lines.get(4)))
                : Optional.empty();
    }

    /** Everything came to its end: who comes next has nothing to finish. */
    public void settle() throws IOException {
        channel.truncate(0);
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
