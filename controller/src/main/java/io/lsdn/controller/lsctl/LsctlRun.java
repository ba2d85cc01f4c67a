package io.lsdn.controller.lsctl;

import io.lsdn.netmodel.draft.Draft;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.validate.Problem;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A script, or what is typed, on this machine: {@code commit} changes its kernel. Between runs the kernel is the memory.
 *
 * @param directory what names are relative to, and where the script runs
 * @param err where an error of the script is told
 */
public record LsctlRun(Path directory, Machine machine, PrintStream err) {
    /** The machine that commits change. */
    public interface Machine {
        /** @return why it is as before instead; empty if it is as the model says */
        Optional<String> commit(Topology topology, Set<String> claimed) throws InterruptedException;

        /** @return why something of the context is left; empty if nothing is */
        Optional<String> cleanup(String context) throws InterruptedException;
    }

    private static final int FAILED = 1;

    /**
     * @param arguments the script and its arguments; none: what is typed
     * @return the exit code
     */
    public int run(List<String> arguments) throws InterruptedException {
        var commands = new Commands(new OnThisMachine());
        try (var interpreter = Interpreter.start(arguments, directory, true)) {
            Script.Ended ended = new Script(commands).run(interpreter);
            ended.failure().ifPresent(f -> tell(arguments.getFirst(), f));
            return ended.exitCode();
        } catch (IOException e) {
            err.println("lsctl: a script is run by tclsh, which can not be started: " + e.getMessage()
                    + "; install Tcl 8.5 or later (Debian: apt-get install tcl)");
            return FAILED;
        }
    }

    private void tell(String script, Script.Failure failure) {
        var at = new ScriptLines(script, directory).at(failure.place());
        failure.message().lines().forEach(l -> err.println(at.source() + ":" + at.line() + ": " + l));
    }

    private final class OnThisMachine implements Effects {
        @Override
        public void claim(Draft model, List<String> physes) throws ScriptError {
            for (String name : physes) {
                model.findPhys(name)
                        .orElseThrow(() -> new ScriptError("no phys '" + name + "' before this command"))
                        .claimLocal();
            }
        }

        @Override
        public void validate(Draft model) throws ScriptError {
            var problems = new ArrayList<Problem>();
            if (!model.validate(problems::add)) {
                throw new ScriptError(Problems.text(problems));
            }
        }

        @Override
        public void commit(Draft model) throws ScriptError {
            validate(model);
            refuse(asked(() -> machine.commit(model.topology(), model.claimed())));
        }

        @Override
        public void cleanup(Draft model) throws ScriptError {
            refuse(asked(() -> machine.cleanup(model.context())));
        }

        private static void refuse(Optional<String> why) throws ScriptError {
            if (why.isPresent()) {
                throw new ScriptError(why.get());
            }
        }

        private interface Question {
            Optional<String> ask() throws InterruptedException;
        }

        private static Optional<String> asked(Question question) {
            try {
                return question.ask();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of("interrupted");
            }
        }
    }
}
