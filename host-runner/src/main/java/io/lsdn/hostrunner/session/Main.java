package io.lsdn.hostrunner.session;

import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.hostrunner.netlink.NetlinkKernel;
import io.lsdn.hostrunner.netlink.Posix;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;

/**
 * The host-runner: {@code java -jar host-runner.jar LSDN_DIR}. Speaks with its controller on standard input and output, logs
 * on standard error, and ends with the conversation. {@code … boot LSDN_DIR CONTEXT} has no controller: it builds what was
 * confirmed last.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (args.length == 3 && args[0].equals("boot")) {
            System.exit(BootMain.run(Path.of(args[1]), args[2], System.out, System.err));
        }
        if (args.length != 1) {
            System.err.println("usage: java -jar host-runner.jar LSDN_DIR, or ... boot LSDN_DIR CONTEXT");
            return;
        }
        // What anything prints must not get between the messages.
        var out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        leaveSession();
        try (NetlinkKernel kernel = NetlinkKernel.open()) {
            var machine = new LinuxMachine(kernel, Path.of(args[0]));
            var session = new Session(machine, new FileInputStream(FileDescriptor.in), out, System.err);
            // SIGTERM: the virtual machine ends only when this has returned, and then all is undone.
            Runtime.getRuntime().addShutdownHook(new Thread(session::terminate, "terminate"));
            session.run(sinceStart());
        } catch (KernelException e) {
            System.err.println("cannot speak to the kernel: " + e.getMessage());
        }
    }

    /** The end of the SSH session must not take the dead-man's timer with it. */
    private static void leaveSession() {
        try {
            Posix.newSession();
        } catch (KernelException _) {
            // We lead our process group, so we are alone in it: as good as a session.
            return;
        }
    }

    private static long sinceStart() {
        return ProcessHandle.current()
                .info()
                .startInstant()
                .map(start -> java.time.Duration.between(start, java.time.Instant.now())
                        .toMillis())
                .orElse(0L);
    }
}
