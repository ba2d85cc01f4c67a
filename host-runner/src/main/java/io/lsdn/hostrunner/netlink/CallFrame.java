package io.lsdn.hostrunner.netlink;

import io.lsdn.hostrunner.apply.KernelException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** Memory for the arguments of a few system calls, and the calls themselves. */
final class CallFrame implements AutoCloseable {
    private final Arena arena;
    private final MemorySegment errno;
    private final Memory error;
    private final Libc libc = Libc.get();

    private CallFrame(Arena arena) {
        this.arena = arena;
        this.errno = arena.allocate(Integer.BYTES, Integer.BYTES);
        this.error = new Memory(errno);
    }

    /** For the calls of one function. */
    @SuppressWarnings("MustBeClosedChecker") // the frame closes it
    static CallFrame open() {
        return new CallFrame(Arena.ofConfined());
    }

    /** For calls from several threads, one at a time. */
    @SuppressWarnings("MustBeClosedChecker") // the frame closes it
    static CallFrame openShared() {
        return new CallFrame(Arena.ofShared());
    }

    /** Zeroed memory, aligned for every type. */
    Memory bytes(int size) {
        return new Memory(arena.allocate(size, 8));
    }

    /** With a zero byte after it. */
    Memory string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Memory memory = bytes(utf8.length + 1);
        memory.put(0, utf8, utf8.length);
        return memory;
    }

    /** @return what the call returns, or the negative errno */
    long call(SystemCall call, long... arguments) {
        long result = libc.call(
                errno,
                call,
                at(arguments, 0),
                at(arguments, 1),
                at(arguments, 2),
                at(arguments, 3),
                at(arguments, 4),
                at(arguments, 5));
        return result == -1 ? -error.getInt(0) : result;
    }

    /** @throws KernelException if the call fails; {@code what} names it */
    long check(String what, SystemCall call, long... arguments) throws KernelException {
        long result = call(call, arguments);
        if (result < 0) {
            throw failure(what, result);
        }
        return result;
    }

    static KernelException failure(String what, long result) {
        int number = (int) -result;
        return new KernelException(number, what + ": " + Errno.describe(number));
    }

    private static long at(long[] arguments, int i) {
        return i < arguments.length ? arguments[i] : 0;
    }

    @Override
    public void close() {
        arena.close();
    }
}
