package io.lsdn.controller.source;

import io.lsdn.controller.lsctl.LsctlHost;
import io.lsdn.controller.lsctl.Script;
import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.SourceLocation;
import io.lsdn.netmodel.model.NetworkModel;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.validate.ObjectPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a script for the states that it commits. */
final class LsctlSource {
    private final Source.Lsctl source;
    private final SourceEnvironment environment;
    private final String context;
    private final Map<String, List<String>> texts = new HashMap<>();

    LsctlSource(Source.Lsctl source, SourceEnvironment environment, Optional<String> context) {
        this.source = new Source.Lsctl(source.name(), source.path().toAbsolutePath());
        this.environment = environment;
        this.context = context.orElse(Topology.DEFAULT_CONTEXT);
    }

    /** What the script described. */
    sealed interface Outcome {
        /** @param states at least one, in the order of their commits */
        record States(List<Topology> states, Map<ObjectPath, SourceLocation> places) implements Outcome {}

        record Refused(Diagnostic why) implements Outcome {}
    }

    /**
     * A script that reads {@code $argv} and is given none is run once for each phys, as LSDN's users do by hand; all runs
     * have to describe the same.
     */
    Outcome states() {
        Run first =
                run(environment.scriptArguments(), environment.scriptArguments().isEmpty());
        if (!first.readArgv || first.physes.isEmpty()) {
            return first.outcome;
        }
        Outcome kept = first.outcome;
        Optional<String> keptFor = Optional.empty();
        for (String phys : first.physes) {
            Outcome one = run(List.of(phys), false).outcome;
            if (one instanceof Outcome.Refused) {
                return one;
            }
            if (keptFor.isPresent() && !((Outcome.States) one).states().equals(((Outcome.States) kept).states())) {
                return refused(
                        SourceCode.LSCTL_DIFFERS,
                        new Script.Place(source.path().toString(), 1),
                        "with $argv '" + phys + "' the script describes another network than with '" + keptFor.get()
                                + "'",
                        "describe all machines alike, or give the arguments after --");
            }
            kept = one;
            keptFor = keptFor.or(() -> Optional.of(phys));
        }
        return kept;
    }

    private record Run(Outcome outcome, boolean readArgv, List<String> physes) {}

    private Run run(List<String> arguments, boolean watchArgv) {
        var committed = new ArrayList<Topology>();
        try (Script script = Script.start(environment.directory(), new Recorder(committed), context)) {
            var late = new AtomicBoolean();
            Thread clock = Thread.ofVirtual().start(() -> endInTime(script, late));
            Script.Ending ending = script.run(source.path().toString(), arguments, watchArgv);
            clock.interrupt();
            Topology last = script.model().topology();
            if (committed.isEmpty()) {
                committed.add(last);
            }
            var physes = new ArrayList<>(committed.getFirst().physes().keySet());
            last.physes().keySet().stream().filter(p -> !physes.contains(p)).forEach(physes::add);
            Outcome outcome = late.get()
                    ? refused(
                            SourceCode.LSCTL_FAILED,
                            new Script.Place(source.path().toString(), 1),
                            "the script did not end within "
                                    + environment.programLimit().toSeconds() + " s",
                            "")
                    : outcome(ending, committed, script);
            return new Run(outcome, script.readArgv(), physes);
        } catch (IOException _) {
            return new Run(
                    refused(
                            SourceCode.TCLSH_MISSING,
                            new Script.Place(source.path().toString(), 1),
                            "there is no tclsh to run this script",
                            "install Tcl 8.6 (Debian: apt-get install tcl)"),
                    false,
                    List.of());
        }
    }

    private void endInTime(Script script, AtomicBoolean late) {
        try {
            Thread.sleep(environment.programLimit());
            late.set(true);
            script.close();
        } catch (InterruptedException _) {
            // It ended in time.
        }
    }

    private Outcome outcome(Script.Ending ending, List<Topology> states, Script script) {
        return switch (ending) {
            case Script.Ending.Done _ -> {
                var places = new HashMap<ObjectPath, SourceLocation>();
                script.places().forEach((path, place) -> places.put(path, at(place)));
                yield new Outcome.States(List.copyOf(states), places);
            }
            case Script.Ending.Exited(int code) ->
                refused(
                        SourceCode.LSCTL_FAILED,
                        new Script.Place(source.path().toString(), 1),
                        "the script ended with exit code " + code,
                        "");
            case Script.Ending.Failed(Script.Place place, String message) ->
                refused(SourceCode.LSCTL_FAILED, place, message.replace("\n", "; "), "");
        };
    }

    private Outcome refused(SourceCode code, Script.Place place, String message, String hint) {
        return new Outcome.Refused(Diagnostic.error(code.text(), at(place), "", message, hint));
    }

    /** The main file by the name that the user gave it, another one as Tcl knows it. */
    private SourceLocation at(Script.Place place) {
        boolean main = place.file().isEmpty()
                || Path.of(place.file())
                        .toAbsolutePath()
                        .normalize()
                        .equals(source.path().toAbsolutePath().normalize());
        String file = main ? source.path().toString() : place.file();
        List<String> lines = texts.computeIfAbsent(file, LsctlSource::lines);
        int line = Math.max(1, place.line());
        String text = line <= lines.size() ? lines.get(line - 1) : "";
        return new SourceLocation(main ? source.name() : place.file(), line, 1, text);
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException _) {
            return List.of(); // The place is shown without its text.
        }
    }

    /** Keeps what is committed. What the script prints goes where it does not mix with results. */
    private record Recorder(List<Topology> committed) implements LsctlHost {
        @Override
        public void commit(NetworkModel model) {
            committed.add(model.topology());
        }

        @Override
        public void cleanup(NetworkModel model) {
            committed.add(Topology.empty(model.context()));
        }

        @Override
        public boolean claims() {
            return false;
        }

        @Override
        public void print(String text) {
            System.err.print(text);
        }

        @Override
        public void complain(String text) {
            System.err.println(text);
        }

        @Override
        public Optional<String> readLine(String prompt) {
            return Optional.empty();
        }
    }
}
