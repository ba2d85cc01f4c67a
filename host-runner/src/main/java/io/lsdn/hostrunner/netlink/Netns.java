package io.lsdn.hostrunner.netlink;

import io.lsdn.hostrunner.apply.KernelException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A named network namespace, as ip-netns(8) makes and lists them: a file in {@code /run/netns} on which the namespace is
 * mounted.
 *
 * @param name a file name
 */
public record Netns(String name) {
    private static final Path DIRECTORY = Path.of("/run/netns");
    private static final String OF_THIS_THREAD = "/proc/thread-self/ns/net";
    private static final int CLONE_NEWNET = 0x4000_0000;
    private static final int AT_FDCWD = -100;
    private static final int O_CLOEXEC = 0x80000;
    private static final long MS_BIND = 4096;
    private static final long MS_REC = 16384;
    private static final long MS_SHARED = 1 << 20;
    private static final int MNT_DETACH = 2;

    public Netns {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("not a name for a network namespace: " + name);
        }
    }

    /** All of them, by name. */
    public static List<Netns> list() throws IOException {
        var found = new ArrayList<Netns>();
        if (Files.isDirectory(DIRECTORY)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(DIRECTORY)) {
                for (Path file : files) {
                    found.add(new Netns(String.valueOf(file.getFileName())));
                }
            }
        }
        found.sort((a, b) -> a.name().compareTo(b.name()));
        return found;
    }

    public boolean exists() {
        return Files.exists(file());
    }

    private Path file() {
        return DIRECTORY.resolve(name);
    }

    /**
     * {@code ip netns add NAME}. Its {@code lo} is down.
     *
     * @throws FileAlreadyExistsException if there is one of that name
     * @throws KernelException if the kernel refuses a new namespace or the mount
     */
    public void create() throws IOException, KernelException {
        Files.createDirectories(DIRECTORY);
        Files.createFile(file());
        try {
            onOwnThread(() -> {
                try (CallFrame frame = CallFrame.open()) {
                    shareMounts(frame);
                    unshare(frame);
                    mount(frame, OF_THIS_THREAD, file().toString(), MS_BIND);
                }
                return name;
            });
        } catch (KernelException e) {
            Files.delete(file());
            throw e;
        } catch (Exception e) {
            Files.delete(file());
            throw new IllegalStateException(e);
        }
    }

    /** So that a namespace that is deleted goes from the mounts of every process; as ip-netns(8) does. */
    private static void shareMounts(CallFrame frame) throws KernelException {
        String directory = DIRECTORY.toString();
        long result = frame.call(
                SystemCall.MOUNT,
                frame.string("").address(),
                frame.string(directory).address(),
                frame.string("none").address(),
                MS_SHARED | MS_REC,
                0);
        if (result == -Errno.EINVAL) {
            mount(frame, directory, directory, MS_BIND | MS_REC);
            mount(frame, "", directory, MS_SHARED | MS_REC);
        } else if (result < 0) {
            throw CallFrame.failure("mount of " + directory, result);
        }
    }

    private static void mount(CallFrame frame, String source, String target, long flags) throws KernelException {
        frame.check(
                "mount of " + target,
                SystemCall.MOUNT,
                frame.string(source).address(),
                frame.string(target).address(),
                frame.string("none").address(),
                flags,
                0);
    }

    private static void unshare(CallFrame frame) throws KernelException {
        frame.check("new network namespace", SystemCall.UNSHARE, CLONE_NEWNET);
    }

    /**
     * {@code ip netns delete NAME}; the namespace itself ends with its last process and open file.
     *
     * @throws IOException if there is none of that name
     */
    public void delete() throws IOException {
        try (CallFrame frame = CallFrame.open()) {
            frame.call(SystemCall.UMOUNT2, frame.string(file().toString()).address(), MNT_DETACH);
        }
        Files.delete(file());
    }

    /**
     * Runs code in this namespace, on a thread of its own. Threads and processes that it starts, and sockets that it opens, are
     * in the namespace too and stay there.
     *
     * @throws KernelException if there is no such namespace
     * @throws Exception what the code throws
     */
    public <T> T call(Callable<T> code) throws Exception {
        return onOwnThread(() -> {
            try (CallFrame frame = CallFrame.open()) {
                int fd = openFile(frame);
                try {
                    frame.check("enter of " + this, SystemCall.SETNS, fd, CLONE_NEWNET);
                } finally {
                    frame.call(SystemCall.CLOSE, fd);
                }
            }
            return code.call();
        });
    }

    /**
     * Runs code in a new network namespace without a name, on a thread of its own; it ends with the last user of it.
     *
     * @throws KernelException if the kernel refuses a new namespace
     * @throws Exception what the code throws
     */
    public static <T> T callInNew(Callable<T> code) throws Exception {
        return onOwnThread(() -> {
            try (CallFrame frame = CallFrame.open()) {
                unshare(frame);
            }
            return code.call();
        });
    }

    /** @return a file descriptor, the caller's to close */
    int openFile(CallFrame frame) throws KernelException {
        return (int) frame.check(
                toString(),
                SystemCall.OPENAT,
                AT_FDCWD,
                frame.string(file().toString()).address(),
                O_CLOEXEC);
    }

    private static <T> T onOwnThread(Callable<T> code) throws Exception {
        var task = new FutureTask<T>(code);
        Thread thread = Thread.ofPlatform().name("netns").start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        }
    }

    @Override
    public String toString() {
        return "network namespace " + name;
    }
}
