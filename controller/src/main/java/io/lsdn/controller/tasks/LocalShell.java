package io.lsdn.controller.tasks;

import io.lsdn.controller.transport.HostShell.Result;
import io.lsdn.controller.transport.Tail;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** This machine's {@code /bin/sh}. Whatever a command started ends with it. */
final class LocalShell implements Shell {
    private final Path directory;

    /** @param directory where commands run */
    LocalShell(Path directory) {
        this.directory = directory;
    }

    @Override
    public Result run(String command, Map<String, String> environment, String input, Duration limit)
            throws InterruptedException {
        var builder = new ProcessBuilder(List.of("/bin/sh", "-c", command))
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Result.NotRun("/bin/sh cannot be run in " + directory + ": " + e.getMessage());
        }
        var said = new Tail();
        try {
            Thread listening = Thread.ofVirtual().name("task output").start(() -> said.drain(process.getInputStream()));
            Thread.ofVirtual().name("task input").start(() -> tell(process, input));
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            kill(process);
            // A child that left the process tree may hold the output open for ever.
            listening.join(Duration.ofSeconds(1));
            return ended ? new Result.Ended(process.exitValue(), said.text()) : new Result.TimedOut(said.text());
        } finally {
            kill(process);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** It need not read. */
    private static void tell(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return;
        }
    }
}
