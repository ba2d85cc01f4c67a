package io.lsdn.controller.playbook;

import io.lsdn.controller.inventory.HostPattern;
import io.lsdn.controller.source.Content;
import io.lsdn.controller.source.LoadResult;
import io.lsdn.controller.source.SourceEnvironment;
import io.lsdn.controller.source.TopologySource;
import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a playbook with its topologies. A topology alone is one play over all hosts. */
public final class PlaybookSource {
    private final Optional<String> context;
    private final SourceEnvironment environment;
    private final List<Diagnostic> problems = new ArrayList<>();
    private final Map<List<String>, LoadResult> topologies = new LinkedHashMap<>();
    private boolean rejected;

    private PlaybookSource(Optional<String> context, SourceEnvironment environment) {
        this.context = context;
        this.environment = environment;
    }

    /**
     * Every problem of the playbook and of every topology is found in one run.
     *
     * @param arguments a playbook, or what a topology consists of
     * @param context {@code --context}, for every play
     * @throws InterruptedException while a program prints its topology; it is killed
     */
    public static PlaybookResult load(List<String> arguments, Optional<String> context, SourceEnvironment environment)
            throws InterruptedException {
        var source = new PlaybookSource(context, environment);
        return switch (TopologySource.read(arguments, context, environment)) {
            case Content.OfTopology(LoadResult.Loaded l) -> {
                var all = HostPattern.parse("all", new SourceLocation("", 1, 1, ""));
                var play = Play.of(arguments, all);
                // Of a script that commits several states, a play each.
                var plays = new ArrayList<>(l.earlier().stream()
                        .map(e -> new LoadedPlay(play, e.topology(), e.locations()))
                        .toList());
                plays.add(new LoadedPlay(play, l.topology(), l.locations()));
                yield new PlaybookResult.Loaded(false, Path.of(""), plays, l.warnings());
            }
            case Content.OfTopology(LoadResult.Rejected(var why)) -> new PlaybookResult.Rejected(why);
            case Content.OfPlaybook playbook -> source.load(playbook);
        };
    }

    private PlaybookResult load(Content.OfPlaybook playbook) throws InterruptedException {
        Path directory = directory(playbook.reading().source().name());
        List<Play> plays = PlaybookReader.read(playbook, name -> exists(directory, name));
        problems.addAll(playbook.reading().findings().diagnostics());
        rejected = playbook.reading().findings().hasErrors();
        var loaded = new ArrayList<LoadedPlay>();
        for (Play play : plays) {
            topology(directory, play).ifPresent(loaded::add);
        }
        return rejected
                ? new PlaybookResult.Rejected(problems)
                : new PlaybookResult.Loaded(true, directory, loaded, problems);
    }

    /** Where a file stands; what was read from elsewhere stands in the current directory. */
    private static Path directory(String name) {
        return name.startsWith("<")
                ? Path.of("")
                : Optional.ofNullable(Path.of(name).getParent()).orElse(Path.of(""));
    }

    private boolean exists(Path directory, String name) {
        try {
            return Files.exists(environment.directory().resolve(directory).resolve(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Several plays may have the same topology, whose problems are told once. */
    private Optional<LoadedPlay> topology(Path directory, Play play) throws InterruptedException {
        List<String> files = play.topology().stream()
                .filter(f -> exists(directory, f))
                .map(f -> directory.resolve(f).toString())
                .toList();
        if (files.isEmpty()) {
            return Optional.empty();
        }
        LoadResult result = topologies.get(files);
        if (result == null) {
            result = TopologySource.load(files, context, environment);
            topologies.put(files, result);
            problems.addAll(
                    switch (result) {
                        case LoadResult.Loaded l -> l.warnings();
                        case LoadResult.Rejected r -> r.diagnostics();
                    });
        }
        return switch (result) {
            case LoadResult.Loaded l -> Optional.of(new LoadedPlay(play, l.topology(), l.locations()));
            case LoadResult.Rejected _ -> {
                rejected = true;
                yield Optional.empty();
            }
        };
    }
}
