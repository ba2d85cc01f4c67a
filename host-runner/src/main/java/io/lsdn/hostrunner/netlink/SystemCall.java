package io.lsdn.hostrunner.netlink;

/**
 * The system calls that the runner makes, with their numbers on the machines that it runs on (asm/unistd_64.h of x86-64,
 * asm-generic/unistd.h of AArch64). Both are little-endian and have 64-bit longs, which the rest of this package relies on.
 */
enum SystemCall {
    CLOSE(3, 57),
    PPOLL(271, 73),
    SETSID(112, 157),
    SOCKET(41, 198),
    BIND(49, 200),
    LISTEN(50, 201),
    ACCEPT4(288, 242),
    CONNECT(42, 203),
    SHUTDOWN(48, 210),
    SENDTO(44, 206),
    RECVFROM(45, 207),
    SETSOCKOPT(54, 208),
    GETSOCKOPT(55, 209),
    OPENAT(257, 56),
    MOUNT(165, 40),
    UMOUNT2(166, 39),
    UNSHARE(272, 97),
    SETNS(308, 268),
    CLOCK_GETTIME(228, 113),
    UNAME(63, 160),
    PIDFD_OPEN(434, 434),
    PIDFD_SEND_SIGNAL(424, 424);

    private final int onX86;
    private final int onArm;

    SystemCall(int onX86, int onArm) {
        this.onX86 = onX86;
        this.onArm = onArm;
    }

    /** @throws UnsupportedOperationException on another machine than these two */
    int number(String machine) {
        return switch (machine) {
            case "amd64", "x86_64" -> onX86;
            case "aarch64" -> onArm;
            default ->
                throw new UnsupportedOperationException(
                        "the runner knows the system calls of x86-64 and AArch64, not of " + machine);
        };
    }
}
