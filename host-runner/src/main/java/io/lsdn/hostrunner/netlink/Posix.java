package io.lsdn.hostrunner.netlink;

import io.lsdn.hostrunner.apply.KernelException;
import java.nio.charset.StandardCharsets;
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
            Memory time = frame.bytes(16);
            long result = frame.call(SystemCall.CLOCK_GETTIME, CLOCK_BOOTTIME, time.address());
            if (result < 0) {
                throw new IllegalStateException("clock_gettime: " + Errno.describe((int) -result));
            }
            return Duration.ofSeconds(time.getLong(0), time.getLong(8));
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
            Memory names = frame.bytes(6 * UTSNAME_FIELD);
            long result = frame.call(SystemCall.UNAME, names.address());
            if (result < 0) {
                throw new IllegalStateException("uname: " + Errno.describe((int) -result));
            }
            return new Uname(text(names, 1), text(names, 2), text(names, 4));
        }
    }

    private static String text(Memory names, int field) {
        byte[] all = names.get((field + 1) * UTSNAME_FIELD);
        int start = field * UTSNAME_FIELD;
        int end = start;
        while (all[end] != 0) {
            end++;
        }
        return new String(all, start, end - start, StandardCharsets.UTF_8);
    }
}
