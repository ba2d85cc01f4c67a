package io.lsdn.controller.cli;

import io.lsdn.controller.rollout.ExitCode;
import io.lsdn.controller.rollout.GenerationSurvey;
import io.lsdn.controller.rollout.GenerationSurvey.Finding;
import io.lsdn.controller.rollout.RolloutSettings;
import io.lsdn.controller.state.OpenRollout;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Back to an earlier generation, as a rollout of its own. */
@Command(
        name = "rollback",
        description = "Go back to the previous generation on all hosts, as a rollout of its own.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class RollbackCommand implements Task {
    private final Surroundings surroundings;

    @Mixin
    private InventoryOptions inventory = new InventoryOptions();

    @Option(
            names = "--to",
            paramLabel = "N",
            converter = GenerationNumber.class,
            description = "To this generation: each host to its newest that is not newer.")
    private OptionalLong to = OptionalLong.empty();

    @Mixin
    private ContextOption context = new ContextOption();

    @Mixin
    private RunOptions options = new RunOptions();

    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private LoginOptions login = new LoginOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private FileReports files = new FileReports();

    @Mixin
    private GeneralOptions general = new GeneralOptions();

    RollbackCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int run() {
        var commandLine = login.commandLine(surroundings);
        var hosts = HostInput.read(surroundings, inventory, commandLine);
        if (hosts.isRefused(surroundings)) {
            return ExitCode.WRONG_INPUT.number();
        }
        // What was committed while interfaces were missing can be gone back to while they are.
        RolloutSettings settings = options.settings(true);
        var reporting = output.reporting(surroundings, general, options.diff(), files);
        var recorded = new RecordedRollout(
                surroundings,
                state.directory(surroundings),
                settings,
                hosts.access(),
                commandLine,
                login.invocation(surroundings, inventory.sources()),
                context.name(),
                "rollback",
                options.hookFailure(),
                true);
        var survey = new GenerationSurvey(
                context.name(), settings, new Gates(surroundings, commandLine).to(hosts.access()), reporting.report());
        return recorded.run(
                decided -> order(survey.find(hosts.hosts(), hosts.limit(), to, generation(decided))),
                reporting,
                options.detailedExitCode());
    }

    /** A decided generation that is not everywhere yet is the one to go back from, also where no host has it. */
    private static OptionalLong generation(List<OpenRollout> decided) {
        return decided.stream()
                .flatMap(o -> o.decision().stream())
                .mapToLong(d -> d.generation())
                .max();
    }

    private RecordedRollout.Order order(Finding finding) {
        return switch (finding) {
            case Finding.Past past -> new RecordedRollout.Order.Roll(past.participants(), past.expected());
            case Finding.Failed(var result) -> new RecordedRollout.Order.Ended(result);
            case Finding.NoPast(long generation) -> {
                surroundings
                        .err()
                        .println("lsdn-deploy: "
                                + (generation > 0
                                        ? "no host has a generation " + generation + " or older"
                                        : "there is no generation to go back to")
                                + "; nothing was changed ('lsdn-deploy cleanup' removes everything)");
                yield new RecordedRollout.Order.Nothing(ExitCode.HOST_FAILED.number());
            }
        };
    }

    /** 1 and up. */
    static final class GenerationNumber implements ITypeConverter<OptionalLong> {
        @Override
        public OptionalLong convert(String text) {
            if (!text.matches("[1-9]\\d{0,17}")) {
                throw new TypeConversionException("'" + text + "' is not a generation: a number from 1");
            }
            return OptionalLong.of(Long.parseLong(text));
        }
    }
}
