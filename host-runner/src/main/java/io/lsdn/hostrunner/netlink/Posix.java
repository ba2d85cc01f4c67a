package io.lsdn.hostrunner.netlink;

import io.lsdn.hostrunner.apply.KernelException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;

/** What a process asks of its kernel and Java has no words for. */
public final class Posix {
    private static final int CLOCK_BOOTTIME = 7;
    private static final int UTSNAME_FIELD = 65;

    private Posix() {}

    /**
     * setsid(2): this process leaves its session and terminal, so that their end is not its own.
     *
     * @throws KernelException with EPERM if it leads its process group already
     */
    public static void newSession() throws KernelException {
        try (CallFrame frame = CallFrame.open()) {
            frame.check("setsid", SystemCall.SETSID);
        }
    }

    /** Time since the machine started, that runs while it sleeps too (CLOCK_BOOTTIME of clock_gettime(2)). */
    public static Duration sinceBoot() {
        try (CallFrame frame = CallFrame.open()) {
            MemorySegment time = frame.bytes(16);
            long result = frame.call(SystemCall.CLOCK_GETTIME, CLOCK_BOOTTIME, time.address());
            if (result < 0) {
                throw new IllegalStateException("clock_gettime: " + Errno.describe((int) -result));
            }
            return Duration.ofSeconds(time.get(ValueLayout.JAVA_LONG, 0), time.get(ValueLayout.JAVA_LONG, 8));
        }
    }

    /**
     * uname(2).
     *
     * @param node the machine's name
     * @param release the kernel's, {@code 6.1.0-32-amd64}
     * @param machine {@code x86_64}
     */
    public record Uname(String node, String release, String machine) {}

    public static Uname uname() {
        try (CallFrame frame = CallFrame.open()) {
            MemorySegment names = frame.bytes(6L * UTSNAME_FIELD);
            long result = frame.call(SystemCall.UNAME, names.address());
            if (result < 0) {
                throw new IllegalStateException("uname: " + Errno.describe((int) -result));
            }
            return new Uname(
                    names.getString(UTSNAME_FIELD),
                    names.getString(2L * UTSNAME_FIELD),
                    names.getString(4L * UTSNAME_FIELD));
        }
    }
}
