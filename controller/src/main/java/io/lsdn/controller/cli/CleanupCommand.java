package io.lsdn.controller.cli;

import io.lsdn.controller.rollout.Participants;
import io.lsdn.netmodel.topology.Topology;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes everything of the context from every host, and nothing else. */
@Command(
        name = "cleanup",
        description = "Remove everything of the context from every host, and nothing else.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class CleanupCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private InventoryOptions inventory = new InventoryOptions();

    @Option(
            names = "--context",
            paramLabel = "NAME",
            converter = TopologyOptions.ContextName.class,
            description = "The context (default ${DEFAULT-VALUE}).",
            defaultValue = Topology.DEFAULT_CONTEXT)
    private String context = Topology.DEFAULT_CONTEXT;

    @Mixin
    private RunOptions run = new RunOptions();

    @Mixin
    private LoginOptions login = new LoginOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private GeneralOptions general = new GeneralOptions();

    CleanupCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var hosts = HostInput.read(surroundings, inventory, login.commandLine(surroundings));
        Diagnostics.print(hosts.diagnostics(), surroundings.err());
        if (Diagnostics.hasErrors(hosts.diagnostics())) {
            surroundings
                    .err()
                    .println("lsdn-deploy: " + Diagnostics.count(hosts.diagnostics()) + "; nothing was contacted");
            return ExitCode.WRONG_INPUT.number();
        }
        return RolloutRun.run(
                Participants.cleanup(context, hosts.hosts(), hosts.limit()),
                run.settings(false),
                RolloutRun.gate(hosts.access()),
                output.reporting(surroundings, general, run.diff()),
                run.detailedExitCode(),
                surroundings.interrupts());
    }
}
