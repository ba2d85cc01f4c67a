package io.lsdn.controller.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The main job. */
@Command(name = "lsdn-deploy", versionProvider = Version.class, sortOptions = false, mixinStandardHelpOptions = true)
final class DeployCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    private final List<String> scriptArguments;

    @Mixin
    private GeneralOptions general = new GeneralOptions();

    DeployCommand(Surroundings surroundings, List<String> scriptArguments) {
        this.surroundings = surroundings;
        this.scriptArguments = scriptArguments;
    }

    @Override
    public Integer call() {
        surroundings.out().println(general.verbosity() + " " + scriptArguments);
        throw new UsageException("no topology: name a file or a directory");
    }
}
