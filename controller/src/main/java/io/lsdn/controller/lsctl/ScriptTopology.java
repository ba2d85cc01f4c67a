package io.lsdn.controller.lsctl;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.Severity;
import io.lsdn.netmodel.diagnostic.SourceLocation;
import io.lsdn.netmodel.draft.Draft;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.validate.ObjectPath;
import io.lsdn.netmodel.validate.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A script as a topology: {@code commit} marks a state of the model to be rolled out, {@code cleanup} the empty one, and nothing is
 * changed anywhere. A script without either means the model that it ends with.
 *
 * @param name of the file, as the user gave it
 * @param directory what the name is relative to, and where the script runs
 * @param limit for how long it may run
 */
public record ScriptTopology(String name, Path directory, Duration limit) {
    /**
     * A state to roll out.
     *
     * @param places where its objects stand in the script
     */
    public record State(Topology topology, Map<ObjectPath, SourceLocation> places) {
        public State {
            places = Map.copyOf(places);
        }
    }

    /**
     * What came of it.
     *
     * @param states in their order; at least one, unless there are problems
     * @param problems errors of the script
     */
    public record Outcome(List<State> states, List<Diagnostic> problems) {
        public Outcome {
            states = List.copyOf(states);
            problems = List.copyOf(problems);
        }
    }

    /**
     * A script that looks at its arguments and is given none is run once for each of its physes, as LSDN's users do on each machine;
     * what it says must be the same every time.
     */
    public Outcome run(List<String> arguments) throws InterruptedException {
        Once first = once(arguments);
        if (!arguments.isEmpty() || !first.readArguments()) {
            return first.outcome();
        }
        Optional<Once> previous = Optional.empty();
        for (String phys : first.physes()) {
            Once run = once(List.of(phys));
            if (!run.outcome().problems().isEmpty()) {
                return run.outcome();
            }
            if (previous.isPresent() && !previous.get().says(run)) {
                return new Outcome(List.of(), List.of(differs(first.physes().getFirst(), phys)));
            }
            previous = Optional.of(run);
        }
        return previous.map(Once::outcome).orElse(first.outcome());
    }

    private Diagnostic differs(String one, String other) {
        return new Diagnostic(
                Severity.ERROR,
                "lsctl-arguments-differ",
                Optional.of(new SourceLocation(name, 1, 1, "")),
                "",
                "with the argument '" + one + "' the script makes another model than with '" + other + "'",
                Optional.of("give the arguments that are meant: " + name + " -- ARGUMENT ..."));
    }

    /** One run. */
    private record Once(Outcome outcome, List<String> physes, boolean readArguments) {
        boolean says(Once other) {
            return topologies().equals(other.topologies());
        }

        private List<Topology> topologies() {
            return outcome.states().stream().map(State::topology).toList();
        }
    }

    private Once once(List<String> arguments) throws InterruptedException {
        var states = new ArrayList<State>();
        var marking = new Marking(states);
        var commands = new Commands(marking);
        marking.of(commands);
        var script = new Script(commands);
        var command = new ArrayList<>(List.of(name));
        command.addAll(arguments);
        List<Diagnostic> problems;
        try (var interpreter = Interpreter.start(command, directory, false)) {
            var overdue = CompletableFuture.runAsync(
                    interpreter::kill, CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
            problems = problems(script.run(interpreter), marking, overdue.isDone());
            overdue.cancel(false);
        } catch (IOException e) {
            problems = List.of(noInterpreter(e));
        }
        if (states.isEmpty()) {
            states.add(marking.state(commands.model()));
        }
        List<String> physes =
                commands.model().physes().stream().map(p -> p.name()).toList();
        return new Once(new Outcome(states, problems), physes, script.readArguments());
    }

    private List<Diagnostic> problems(Script.Ended ended, Marking marking, boolean overdue) {
        if (overdue) {
            return List.of(problem(new Place("", 1), "the script did not end within " + limit.toSeconds() + " s"));
        }
        if (ended.failure().isPresent()) {
            return marking.problems(ended.failure().get());
        }
        return ended.exitCode() == 0
                ? List.of()
                : List.of(problem(new Place("", 1), "the script ended with exit code " + ended.exitCode()));
    }

    private Diagnostic problem(Place place, String message) {
        return new Diagnostic(
                Severity.ERROR, "lsctl-error", Optional.of(lines().at(place)), "", message.strip(), Optional.empty());
    }

    private Diagnostic noInterpreter(IOException e) {
        return new Diagnostic(
                Severity.ERROR,
                "lsctl-no-interpreter",
                Optional.empty(),
                name,
                "an lsctl script is run by tclsh, which can not be started: " + e.getMessage(),
                Optional.of("install Tcl 8.5 or later (Debian: apt-get install tcl)"));
    }

    private ScriptLines lines() {
        return new ScriptLines(name, directory);
    }

    /** Writes down what is to be rolled out. */
    private final class Marking implements Effects {
        private final List<State> states;
        private final ScriptLines lines = lines();
        private Optional<Commands> commands = Optional.empty();
        private List<Problem> found = List.of();

        Marking(List<State> states) {
            this.states = states;
        }

        void of(Commands interpreted) {
            commands = Optional.of(interpreted);
        }

        @Override
        public void claim(Draft model, List<String> physes) {
            // Which machine is which phys, the inventory says.
        }

        @Override
        public void validate(Draft model) throws ScriptError {
            var problems = new ArrayList<Problem>();
            if (!model.validate(problems::add)) {
                found = problems;
                throw new ScriptError(Problems.text(problems));
            }
        }

        @Override
        public void commit(Draft model) throws ScriptError {
            validate(model);
            states.add(state(model));
        }

        @Override
        public void cleanup(Draft model) {
            states.add(new State(Topology.empty(model.context()), Map.of()));
        }

        State state(Draft model) {
            var places = new LinkedHashMap<ObjectPath, SourceLocation>();
            commands.ifPresent(c -> c.places().forEach((path, place) -> places.put(path, lines.at(place))));
            return new State(model.topology(), places);
        }

        /** Those of the model, each at its object, where they are what the script failed for. */
        List<Diagnostic> problems(Script.Failure failure) {
            if (!found.isEmpty() && failure.message().equals(Problems.text(found))) {
                Map<ObjectPath, SourceLocation> places =
                        commands.map(c -> state(c.model()).places()).orElse(Map.of());
                return found.stream()
                        .map(p -> p.toDiagnostic(
                                Problems.place(p.path(), places).or(() -> Optional.of(lines.at(failure.place())))))
                        .toList();
            }
            return List.of(problem(failure.place(), failure.message()));
        }
    }
}
