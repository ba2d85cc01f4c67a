package io.lsdn.hostrunner.netlink;

/** The error numbers of errno(3) that this package names or meets; numbers as in asm-generic/errno*.h. */
final class Errno {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int E2BIG = 7;
    static final int EAGAIN = 11;
    static final int EEXIST = 17;
    static final int ENODEV = 19;
    static final int EINVAL = 22;
    static final int EMSGSIZE = 90;
    static final int EOPNOTSUPP = 95;
    static final int EADDRINUSE = 98;
    static final int ENOBUFS = 105;
    static final int ECONNREFUSED = 111;

    private Errno() {}

    /** The name and a person's words for it, {@code EEXIST (already exists)}. */
    static String describe(int errno) {
        return switch (errno) {
            case EPERM -> "EPERM (not permitted)";
            case ENOENT -> "ENOENT (no such object)";
            case 3 -> "ESRCH (no such process or object)";
            case EINTR -> "EINTR (interrupted)";
            case 5 -> "EIO (input/output error)";
            case E2BIG -> "E2BIG (too long)";
            case EAGAIN -> "EAGAIN (no answer)";
            case 12 -> "ENOMEM (out of memory)";
            case 13 -> "EACCES (permission denied)";
            case 16 -> "EBUSY (in use)";
            case EEXIST -> "EEXIST (already exists)";
            case ENODEV -> "ENODEV (no such device)";
            case 20 -> "ENOTDIR (not a directory)";
            case EINVAL -> "EINVAL (invalid argument)";
            case 28 -> "ENOSPC (no space left)";
            case 30 -> "EROFS (read-only file system)";
            case 33 -> "EDOM (out of domain)";
            case 34 -> "ERANGE (out of range)";
            case 38 -> "ENOSYS (no such system call)";
            case 40 -> "ELOOP (would make a loop)";
            case EMSGSIZE -> "EMSGSIZE (message too long)";
            case 93 -> "EPROTONOSUPPORT (protocol not supported)";
            case EOPNOTSUPP -> "EOPNOTSUPP (not supported)";
            case 97 -> "EAFNOSUPPORT (address family not supported)";
            case EADDRINUSE -> "EADDRINUSE (address in use)";
            case 99 -> "EADDRNOTAVAIL (address not available)";
            case 100 -> "ENETDOWN (network is down)";
            case ENOBUFS -> "ENOBUFS (no buffer space)";
            case 110 -> "ETIMEDOUT (timed out)";
            case ECONNREFUSED -> "ECONNREFUSED (connection refused)";
            default -> "errno " + errno;
        };
    }
}
