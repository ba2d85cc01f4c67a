package io.lsdn.controller.cli;

import io.lsdn.controller.rollout.ExitCode;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The process: standard streams, signals, exit code. */
public final class Main {
    /** By what name the launcher was called. */
    private static final String PROGRAM = "lsdn.program";

    private Main() {}

    public static void main(String[] args) {
        var interrupts = new Interrupts();
        var ended = new Ended();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> onSignal(interrupts, ended), "signal"));
        int code = ExitCode.DEFECT.number();
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        try {
            code = run(surroundings(out, err, interrupts), List.of(args));
        } finally {
            out.flush();
            err.flush();
            ended.with(code);
        }
        System.exit(code);
    }

    private static int run(Surroundings surroundings, List<String> arguments) {
        return System.getProperty(PROGRAM, "").equals("lsctl")
                ? new LsctlProgram(surroundings).run(arguments)
                : new Program(surroundings).run(arguments);
    }

    private static Surroundings surroundings(PrintStream out, PrintStream err, Interrupts interrupts) {
        return new Surroundings(
                out,
                err,
                System.getenv(),
                Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("user.home", ".")),
                Terminal.ofProcess(),
                interrupts);
    }

    /**
     * The JVM calls this at every exit. After a signal it waits here until a rollout under way has ended in order: the
     * main thread then blocks in {@code exit}, and this thread ends the process with its code.
     */
    private static void onSignal(Interrupts interrupts, Ended ended) {
        if (ended.already()) {
            return;
        }
        Runtime.getRuntime().halt(interrupts.signal() ? ended.await() : ExitCode.INTERRUPTED.number());
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), 8192), true, StandardCharsets.UTF_8);
    }

    /** The program's end and its code, for another thread to wait for. */
    private static final class Ended {
        private final CountDownLatch latch = new CountDownLatch(1);
        private final AtomicInteger code = new AtomicInteger();

        void with(int number) {
            code.set(number);
            latch.countDown();
        }

        boolean already() {
            return latch.getCount() == 0;
        }

        int await() {
            try {
                latch.await();
                return code.get();
            } catch (InterruptedException e) {
                return ExitCode.INTERRUPTED.number();
            }
        }
    }
}
