package io.lsdn.hostrunner.netlink;

import io.lsdn.hostrunner.apply.KernelException;
import java.time.Duration;

/** A process held by pidfd_open(2): what is done to it never hits another that got its number later. */
public final class PidFd implements AutoCloseable {
    /** SIGKILL of signal(7). */
    public static final int KILL = 9;

    private static final short POLLIN = 1;

    private final CallFrame frame = CallFrame.open();
    private final long pid;
    private final int fd;

    private PidFd(long pid) throws KernelException {
        this.pid = pid;
        long result = frame.call(SystemCall.PIDFD_OPEN, pid, 0);
        if (result < 0) {
            frame.close();
            throw CallFrame.failure("process " + pid, result);
        }
        this.fd = (int) result;
    }

    /**
     * Used and closed by the thread that opens it.
     *
     * @throws KernelException with ESRCH if there is no such process
     */
    public static PidFd open(long pid) throws KernelException {
        return new PidFd(pid);
    }

    /**
     * Sends a signal.
     *
     * @param signal as in signal(7)
     * @throws KernelException with ESRCH if it ended already
     */
    public void signal(int signal) throws KernelException {
        frame.check("signal to process " + pid, SystemCall.PIDFD_SEND_SIGNAL, fd, signal, 0, 0);
    }

    /** @return whether it ended within the time */
    public boolean awaitEnd(Duration time) throws KernelException {
        long deadline = System.nanoTime() + time.toNanos();
        Memory poll = frame.bytes(8);
        Memory timeout = frame.bytes(16);
        poll.putInt(0, fd);
        poll.putShort(4, POLLIN);
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            timeout.putLong(0, left.toSeconds());
            timeout.putLong(8, left.toNanosPart());
            long ready = frame.call(SystemCall.PPOLL, poll.address(), 1, timeout.address(), 0, 0);
            if (ready >= 0) {
                return ready > 0;
            }
            if (ready != -Errno.EINTR) {
                throw CallFrame.failure("wait for process " + pid, ready);
            }
        }
    }

    @Override
    public void close() {
        frame.call(SystemCall.CLOSE, fd);
        frame.close();
    }
}
