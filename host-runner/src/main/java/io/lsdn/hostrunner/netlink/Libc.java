package io.lsdn.hostrunner.netlink;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The one foreign function that the runner links: syscall(2). To link a function costs a starting JVM milliseconds each, so
 * all that is asked of the kernel goes through this one; its address is an argument of each call, because to bind it would
 * make more classes.
 *
 * @param call {@code long call(MemorySegment syscall, MemorySegment errno, long number, long…)}
 * @param syscall the function
 * @param machine {@code os.arch}
 */
record Libc(MethodHandle call, MemorySegment syscall, String machine) {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final Libc INSTANCE = link();

    static Libc get() {
        return INSTANCE;
    }

    private static Libc link() {
        Linker linker = Linker.nativeLinker();
        return new Libc(
                linker.downcallHandle(
                        FunctionDescriptor.of(LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG),
                        Linker.Option.firstVariadicArg(1),
                        Linker.Option.captureCallState("errno")),
                linker.defaultLookup().findOrThrow("syscall"),
                System.getProperty("os.arch"));
    }

    /**
     * @param errno an int that is set if the call fails
     * @return what the call returns, -1 if it fails
     */
    long call(MemorySegment errno, SystemCall number, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) call.invokeExact(syscall, errno, (long) number.number(machine), a, b, c, d, e, f);
        } catch (RuntimeException | Error x) {
            throw x;
        } catch (Throwable x) {
            throw new AssertionError("a system call threw", x);
        }
    }
}
