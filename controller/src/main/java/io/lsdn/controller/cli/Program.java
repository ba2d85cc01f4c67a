package io.lsdn.controller.cli;

import io.lsdn.controller.rollout.ExitCode;
import io.lsdn.netmodel.diagnostic.DiagnosticPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One run: arguments in, exit code out. */
final class Program {
    private final Surroundings surroundings;

    Program(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    int run(List<String> arguments) {
        try {
            return parseAndExecute(arguments);
        } catch (RuntimeException | Error e) {
            surroundings.err().println("lsdn-deploy: " + oneLine(DefectReport.write(e, arguments)));
            return ExitCode.DEFECT.number();
        }
    }

    private int parseAndExecute(List<String> arguments) {
        int end = arguments.indexOf("--");
        var own = end < 0 ? arguments : arguments.subList(0, end);
        var script = end < 0 ? List.<String>of() : arguments.subList(end + 1, arguments.size());
        CommandLine commands = Commands.tree(surroundings.with(script), own);
        var configuration = Configuration.read(
                surroundings.environment(),
                surroundings.directory(),
                surroundings.home(),
                () -> ConfiguredDefaults.names(Commands.tree(surroundings)));
        configuration.warnings().forEach(w -> surroundings.err().println("lsdn-deploy: warning: " + oneLine(w)));
        if (!configuration.problems().isEmpty()) {
            configuration.problems().forEach(this::complain);
            return ExitCode.WRONG_COMMAND_LINE.number();
        }
        return execute(commands, new ConfiguredDefaults(configuration), CommandWord.first(own, commands));
    }

    private int execute(CommandLine commands, ConfiguredDefaults defaults, List<String> arguments) {
        boolean colour = surroundings.terminal().out() && !GeneralOptions.isDumb(surroundings);
        commands.setDefaultValueProvider(defaults)
                .setColorScheme(CommandLine.Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(100)
                .setExpandAtFiles(false)
                // --on-failure rollback is no command.
                .setAllowSubcommandsAsOptionParameters(true)
                .setPosixClusteredShortOptionsAllowed(true);
        try {
            return carryOut(commands.parseArgs(arguments.toArray(String[]::new)));
        } catch (ParameterException e) {
            return wrong(e, defaults, arguments);
        } catch (UsageException e) {
            complain(String.valueOf(e.getMessage()));
            return hintAtHelp();
        }
    }

    /** Not by picocli, which prints the stack traces of defects. */
    private int carryOut(ParseResult parsed) {
        CommandLine command = parsed.asCommandLineList().getLast();
        if (command.isUsageHelpRequested()) {
            surroundings.out().print(command.getUsageMessage());
            return ExitCode.DONE.number();
        }
        if (command.isVersionHelpRequested()) {
            surroundings.out().println(Version.text());
            return ExitCode.DONE.number();
        }
        return ((Task) command.getCommand()).run();
    }

    private int wrong(ParameterException e, ConfiguredDefaults defaults, List<String> arguments) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            String what = unmatched.getUnmatched().getFirst();
            complain((what.startsWith("-") ? "unknown option '" : "unexpected argument '") + what + "'"
                    + meant(what, e.getCommandLine()));
        } else {
            complain(origin(e, defaults, arguments) + withoutPrefix(String.valueOf(e.getMessage())));
        }
        return hintAtHelp();
    }

    private static String meant(String typed, CommandLine command) {
        var names = new ArrayList<String>();
        command.getCommandSpec().options().forEach(o -> names.addAll(List.of(o.names())));
        String name = typed.contains("=") ? typed.substring(0, typed.indexOf('=')) : typed;
        return Meant.by(name, names).map(n -> "; did you mean " + n + "?").orElse("");
    }

    /** A wrong value that is not on the command line: where it stands. */
    private static String origin(ParameterException e, ConfiguredDefaults defaults, List<String> arguments) {
        return Optional.ofNullable(e.getArgSpec())
                .filter(a -> !(a instanceof CommandLine.Model.OptionSpec o
                        && arguments.stream().anyMatch(g -> names(o, g))))
                .flatMap(defaults::value)
                .map(v -> v.origin() + ": ")
                .orElse("");
    }

    private static boolean names(CommandLine.Model.OptionSpec option, String argument) {
        for (String name : option.names()) {
            if (argument.equals(name) || argument.startsWith(name + "=")) {
                return true;
            }
        }
        return false;
    }

    private static String withoutPrefix(String message) {
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    private int hintAtHelp() {
        surroundings.err().println("Try 'lsdn-deploy --help'.");
        return ExitCode.WRONG_COMMAND_LINE.number();
    }

    private void complain(String problem) {
        surroundings.err().println("lsdn-deploy: error: " + oneLine(problem));
    }

    private static String oneLine(String text) {
        return DiagnosticPrinter.oneLine(text);
    }
}
