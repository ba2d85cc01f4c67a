package io.lsdn.hostrunner.netlink;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The one foreign function that the runner links: syscall(2). To link a function costs a starting JVM milliseconds each, so
 * all that is asked of the kernel goes through this one.
 *
 * @param syscall {@code long syscall(long number, long…)}, with errno captured
 * @param machine {@code os.arch}
 */
record Libc(MethodHandle syscall, String machine) {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final Libc INSTANCE = link();

    static Libc get() {
        return INSTANCE;
    }

    private static Libc link() {
        Linker linker = Linker.nativeLinker();
        return new Libc(
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("syscall"),
                        FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG),
                        Linker.Option.firstVariadicArg(1),
                        Linker.Option.captureCallState("errno")),
                System.getProperty("os.arch"));
    }

    /** Memory for the errno of calls. */
    static MemorySegment errnoIn(Arena arena) {
        return arena.allocate(ValueLayout.JAVA_INT);
    }

    /** @return what the call returns, or the negative errno */
    long call(MemorySegment errno, SystemCall call, long a, long b, long c, long d, long e, long f) {
        long result;
        try {
            result = (long) syscall.invokeExact(errno, (long) call.number(machine), a, b, c, d, e, f);
        } catch (RuntimeException | Error x) {
            throw x;
        } catch (Throwable x) {
            throw new AssertionError("a system call threw", x);
        }
        return result == -1 ? -errno.get(ValueLayout.JAVA_INT, 0) : result;
    }
}
