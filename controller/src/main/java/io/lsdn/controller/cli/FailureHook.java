package io.lsdn.controller.cli;

import io.lsdn.controller.report.JsonReport;
import io.lsdn.controller.rollout.HostOutcome;
import io.lsdn.controller.rollout.HostResult;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.netmodel.diagnostic.DiagnosticPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What the user wants done when a rollout did not succeed ({@code --hook-failure}): a shell command on this machine, after everything
 * has ended. It gets {@code LSDN_ROLLOUT}, {@code LSDN_OUTCOME}, {@code LSDN_HOST} (the hosts that are not as they should be, with
 * commas) and the result as JSON on its standard input.
 */
final class FailureHook {
    private static final long LIMIT_SECONDS = 60;

    private static final Set<HostOutcome> BAD =
            Set.of(HostOutcome.FAILED, HostOutcome.UNREACHABLE, HostOutcome.ROLLBACK_FAILED);

    private FailureHook() {}

    /** Runs it, if the rollout did not succeed; what is wrong with it is only said. */
    static void run(Surroundings s, String command, RolloutResult result) {
        boolean failed = switch (result.outcome()) {
            case COMMITTED, UNCHANGED, CHECKED -> false;
            case ROLLED_BACK, FAILED, PARTIAL, ROLLBACK_INCOMPLETE -> true;
        };
        if (failed) {
            try {
                execute(s, command, result);
            } catch (IOException e) {
                complain(s, "cannot be run: " + e.getMessage());
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts the main thread", e);
            }
        }
    }

    private static void execute(Surroundings s, String command, RolloutResult result)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(List.of("/bin/sh", "-c", command))
                .directory(s.directory().toFile())
                .redirectErrorStream(true);
        builder.environment().put("LSDN_ROLLOUT", result.rollout());
        builder.environment().put("LSDN_OUTCOME", result.outcome().word());
        builder.environment()
                .put(
                        "LSDN_HOST",
                        result.hosts().values().stream()
                                .filter(h -> BAD.contains(h.outcome()))
                                .map(HostResult::host)
                                .collect(Collectors.joining(",")));
        Process process = builder.start();
        var said = Thread.ofVirtual().start(() -> relay(s, process));
        Thread.ofVirtual().start(() -> tell(process, JsonReport.text(result)));
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            complain(s, "was ended after " + LIMIT_SECONDS + " s");
        } else if (process.exitValue() != 0) {
            complain(s, "ended with exit code " + process.exitValue());
        }
        // A child of its own may hold its output open for ever.
        said.join(java.time.Duration.ofSeconds(1));
    }

    private static void tell(Process process, String json) {
        try (OutputStream in = process.getOutputStream()) {
            in.write((json + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It need not read.
            return;
        }
    }

    private static void relay(Surroundings s, Process process) {
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(l -> s.err().println("hook: " + DiagnosticPrinter.oneLine(l)));
        } catch (IOException | java.io.UncheckedIOException e) {
            return;
        }
    }

    private static void complain(Surroundings s, String what) {
        s.err().println("lsdn-deploy: warning: the failure hook " + DiagnosticPrinter.oneLine(what));
    }
}
