package io.lsdn.controller.cli;

import io.lsdn.controller.rollout.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What a shell needs to complete commands and options. */
@Command(
        name = "completion",
        description = "Print a script by which a shell completes commands, options and their words.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  source <(lsdn-deploy completion bash)     in this shell",
            "  lsdn-deploy completion bash > ~/.local/share/bash-completion/completions/lsdn-deploy",
            "",
            "In zsh the same script works by bashcompinit, which it starts itself."
        })
final class CompletionCommand implements Task {
    private final Surroundings surroundings;

    @Parameters(arity = "1", paramLabel = "bash|zsh", description = "The shell.")
    private String shell = "";

    CompletionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int run() {
        if (!shell.equals("bash") && !shell.equals("zsh")) {
            throw new UsageException("'" + shell + "' is not one of bash, zsh");
        }
        surroundings.out().print(AutoComplete.bash("lsdn-deploy", Commands.tree(surroundings)));
        return ExitCode.DONE.number();
    }
}
