package io.lsdn.controller.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/**
 * Writes a manual page for each command, and the completion for bash, from the same model that the program reads its arguments by. The
 * packages carry them; started with the directory to write to.
 */
public final class ManPages {
    private ManPages() {}

    public static void main(String[] args) throws IOException {
        Path directory = Files.createDirectories(Path.of(args[0]));
        for (var page : all(surroundings(System.out)).entrySet()) {
            Files.writeString(directory.resolve(page.getKey()), page.getValue());
        }
        try (var out = new PrintStream(
                Files.newOutputStream(directory.resolve("lsdn-deploy.bash")), false, StandardCharsets.UTF_8)) {
            var command = new CompletionCommand(surroundings(out));
            new CommandLine(command).parseArgs("bash");
            command.run();
        }
    }

    private static Surroundings surroundings(PrintStream out) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Surroundings(
                out,
                nowhere,
                Map.of(),
                Path.of("."),
                Path.of("."),
                new Terminal(false, false, false),
                new Interrupts());
    }

    /** The pages by the names of their files. */
    static Map<String, String> all(Surroundings surroundings) {
        var pages = new LinkedHashMap<String, String>();
        add(pages, Commands.tree(surroundings));
        return pages;
    }

    private static void add(Map<String, String> pages, CommandLine command) {
        // What a terminal's width would do to the synopsis is the formatter's work here.
        command.setUsageHelpWidth(1000).setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        var page = new ManPage(command);
        pages.put(page.name() + ".1", page.text());
        command.getSubcommands().values().forEach(c -> add(pages, c));
    }
}
