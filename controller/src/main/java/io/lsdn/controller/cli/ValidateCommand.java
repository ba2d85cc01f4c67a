package io.lsdn.controller.cli;

import io.lsdn.controller.playbook.PlaybookResult;
import io.lsdn.controller.report.ValidationReport;
import io.lsdn.controller.rollout.ExitCode;
import io.lsdn.controller.source.LoadResult;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** All problems of a topology, offline. */
@Command(
        name = "validate",
        description = "Find all problems of a topology or a playbook, offline.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ValidateCommand implements Task {
    private final Surroundings surroundings;

    @Mixin
    private TopologyOptions topology = new TopologyOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private GeneralOptions general = new GeneralOptions();

    ValidateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int run() {
        LoadResult result = switch (topology.loadPlays(surroundings)) {
            case PlaybookResult.Rejected(var problems) -> new LoadResult.Rejected(problems);
            // Of a playbook the first play's topology stands for all: every one was read.
            case PlaybookResult.Loaded l ->
                new LoadResult.Loaded(
                        l.plays().getFirst().topology(),
                        l.warnings(),
                        l.plays().getFirst().locations(),
                        List.of());
        };
        switch (output.format()) {
            case TEXT -> ValidationReport.text(result, general.verbosity(), surroundings.out(), surroundings.err());
            case JSON -> surroundings.out().println(ValidationReport.json(result));
            case NDJSON -> ValidationReport.ndjson(result).forEach(surroundings.out()::println);
        }
        return switch (result) {
            case LoadResult.Loaded _ -> ExitCode.DONE.number();
            case LoadResult.Rejected _ -> ExitCode.WRONG_INPUT.number();
        };
    }
}
