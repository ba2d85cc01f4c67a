package io.lsdn.hostrunner.netlink;

import io.lsdn.hostrunner.apply.KernelException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A lock that ends with its process: an abstract Unix socket (unix(7)), of which a network namespace has one of a name. Who
 * finds it taken connects to it and learns the holder's process, and what the holder says of itself.
 */
public final class LockSocket implements AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_PEERCRED = 17;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_SNDTIMEO = 21;
    private static final int SHUT_RDWR = 2;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int LONGEST_NAME = 107;
    private static final int LONGEST_DESCRIPTION = 4096;
    /** As many may ask a holder that is stopped; net.core.somaxconn bounds it. */
    private static final int BACKLOG = 4096;

    private final int fd;
    private final byte[] description;
    private final Thread answering;

    private LockSocket(int fd, byte[] description) {
        this.fd = fd;
        this.description = description;
        this.answering = Thread.ofPlatform().daemon().name("lock").start(this::answer);
    }

    /** What became of an attempt. */
    public sealed interface Attempt {}

    /** The lock is ours until it is closed or this process ends. */
    public record Taken(LockSocket lock) implements Attempt {}

    /**
     * Another process has it.
     *
     * @param pid empty if the holder can not be seen from here
     * @param description empty if it does not answer: it is stopped, or just ending
     */
    public record Held(OptionalLong pid, Optional<String> description) implements Attempt {}

    /**
     * Takes the lock of this thread's network namespace, or asks who has it (for at most a second).
     *
     * @param name at most 107 bytes; the zero byte before it is not part of it
     * @param description at most 4096 bytes, for whoever wants the lock meanwhile
     * @throws KernelException if the socket fails for another reason than being taken
     */
    public static Attempt take(String name, String description) throws KernelException {
        byte[] words = description.getBytes(StandardCharsets.UTF_8);
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        if (words.length > LONGEST_DESCRIPTION || path.length > LONGEST_NAME || path.length == 0) {
            throw new IllegalArgumentException("too long for a lock: " + name + ", " + description);
        }
        try (CallFrame frame = CallFrame.open()) {
            Memory address = address(frame, path);
            while (true) {
                Optional<LockSocket> lock = bind(frame, name, address, words);
                if (lock.isPresent()) {
                    return new Taken(lock.get());
                }
                Optional<Held> holder = ask(frame, address);
                if (holder.isPresent()) {
                    return holder.get();
                }
            }
        }
    }

    /**
     * Who has the lock of this thread's network namespace now; it is not taken.
     *
     * @throws KernelException if there are no Unix sockets
     */
    public static Optional<Held> holder(String name) throws KernelException {
        try (CallFrame frame = CallFrame.open()) {
            return ask(frame, address(frame, name.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** {@code struct sockaddr_un}, whose path starts with a zero byte. */
    private static Memory address(CallFrame frame, byte[] path) {
        Memory address = frame.bytes(path.length + 3);
        address.putShort(0, AF_UNIX);
        address.put(3, path, path.length);
        return address;
    }

    private static int socket(CallFrame frame) throws KernelException {
        return (int) frame.check("unix socket", SystemCall.SOCKET, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    }

    private static Optional<LockSocket> bind(CallFrame frame, String name, Memory address, byte[] description)
            throws KernelException {
        int fd = socket(frame);
        long result = frame.call(SystemCall.BIND, fd, address.address(), address.size());
        if (result >= 0) {
            result = frame.call(SystemCall.LISTEN, fd, BACKLOG);
        }
        if (result >= 0) {
            return Optional.of(new LockSocket(fd, description));
        }
        frame.call(SystemCall.CLOSE, fd);
        if (result == -Errno.EADDRINUSE) {
            return Optional.empty();
        }
        throw CallFrame.failure("lock " + name, result);
    }

    /** Empty if the lock has become free meanwhile, or is just being taken. */
    private static Optional<Held> ask(CallFrame frame, Memory address) throws KernelException {
        int fd = socket(frame);
        try {
            Memory second = frame.bytes(16);
            second.putLong(0, 1);
            frame.call(SystemCall.SETSOCKOPT, fd, SOL_SOCKET, SO_RCVTIMEO, second.address(), 16);
            frame.call(SystemCall.SETSOCKOPT, fd, SOL_SOCKET, SO_SNDTIMEO, second.address(), 16);
            long connected = frame.call(SystemCall.CONNECT, fd, address.address(), address.size());
            if (connected == -Errno.ECONNREFUSED) {
                return Optional.empty();
            }
            return Optional.of(
                    connected < 0
                            ? new Held(OptionalLong.empty(), Optional.empty())
                            : new Held(peer(frame, fd), words(frame, fd)));
        } finally {
            frame.call(SystemCall.CLOSE, fd);
        }
    }

    /** The process that listens: {@code struct ucred}. */
    private static OptionalLong peer(CallFrame frame, int fd) {
        Memory credentials = frame.bytes(12);
        Memory length = frame.bytes(4);
        length.putInt(0, 12);
        long result =
                frame.call(SystemCall.GETSOCKOPT, fd, SOL_SOCKET, SO_PEERCRED, credentials.address(), length.address());
        int pid = credentials.getInt(0);
        return result < 0 || pid <= 0 ? OptionalLong.empty() : OptionalLong.of(pid);
    }

    private static Optional<String> words(CallFrame frame, int fd) {
        Memory buffer = frame.bytes(LONGEST_DESCRIPTION);
        int length = 0;
        while (length < LONGEST_DESCRIPTION) {
            long size = frame.call(
                    SystemCall.RECVFROM, fd, buffer.address() + length, LONGEST_DESCRIPTION - length, 0, 0, 0);
            if (size <= 0) {
                break;
            }
            length += (int) size;
        }
        return length == 0 ? Optional.empty() : Optional.of(new String(buffer.get(length), StandardCharsets.UTF_8));
    }

    /** Tells everyone who connects, until the socket is shut down. */
    private void answer() {
        try (CallFrame frame = CallFrame.open()) {
            Memory words = frame.bytes(LONGEST_DESCRIPTION);
            words.put(0, description, description.length);
            while (true) {
                long asker = frame.call(SystemCall.ACCEPT4, fd, 0, 0, SOCK_CLOEXEC);
                if (asker < 0 && asker != -Errno.EINTR) {
                    return;
                }
                if (asker >= 0) {
                    frame.call(
                            SystemCall.SENDTO,
                            asker,
                            words.address(),
                            description.length,
                            MSG_NOSIGNAL | MSG_DONTWAIT,
                            0,
                            0);
                    frame.call(SystemCall.CLOSE, asker);
                }
            }
        }
    }

    /** Frees the lock. */
    @Override
    public void close() {
        try (CallFrame frame = CallFrame.open()) {
            frame.call(SystemCall.SHUTDOWN, fd, SHUT_RDWR);
            answering.join();
            frame.call(SystemCall.CLOSE, fd);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
