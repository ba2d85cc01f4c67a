package io.lsdn.controller.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page of one command, in man(7). */
final class ManPage {
    private final CommandLine command;
    private final CommandSpec spec;
    private final StringBuilder text = new StringBuilder();

    ManPage(CommandLine command) {
        this.command = command;
        this.spec = command.getCommandSpec();
    }

    /** {@code lsdn-deploy-validate}. */
    String name() {
        return spec.qualifiedName("-");
    }

    String text() {
        line(".TH " + name().toUpperCase(java.util.Locale.ROOT) + " 1 \"\" \"lsdn-deploy " + Version.number()
                + "\" \"lsdn-deploy\"");
        section("NAME");
        line(escaped(name()) + " \\- " + escaped(summary()));
        section("SYNOPSIS");
        line(".nh");
        line(".B " + escaped(spec.qualifiedName(" ")));
        paragraph(synopsis());
        line(".hy");
        section("DESCRIPTION");
        for (String said : spec.usageMessage().description()) {
            paragraph(said);
        }
        arguments();
        subcommands();
        footer();
        seeAlso();
        return text.toString();
    }

    /** The first sentence. */
    private String summary() {
        String all = Arrays.stream(spec.usageMessage().description())
                .filter(l -> !l.isBlank())
                .findFirst()
                .orElse(name());
        int end = all.indexOf(": ");
        String first = end > 0 ? all.substring(0, end) : all;
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }

    private String synopsis() {
        String all = command.getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
        return all.startsWith(spec.qualifiedName(" "))
                ? all.substring(spec.qualifiedName(" ").length()).strip()
                : all;
    }

    private void arguments() {
        List<PositionalParamSpec> words =
                spec.positionalParameters().stream().filter(p -> !p.hidden()).toList();
        if (!words.isEmpty()) {
            section("ARGUMENTS");
            words.forEach(p -> item("\\fI" + escaped(p.paramLabel()) + "\\fR", p));
        }
        List<OptionSpec> options =
                spec.options().stream().filter(o -> !o.hidden()).toList();
        if (!options.isEmpty()) {
            section("OPTIONS");
            options.forEach(o -> item(title(o), o));
        }
    }

    private static String title(OptionSpec option) {
        String names =
                Stream.of(option.names()).map(n -> "\\fB" + escaped(n) + "\\fR").collect(Collectors.joining(", "));
        return option.arity().max() == 0 ? names : names + " \\fI" + escaped(option.paramLabel()) + "\\fR";
    }

    private void item(String title, ArgSpec argument) {
        line(".TP");
        line(title);
        for (String said : argument.description()) {
            line(escaped(said));
        }
    }

    private void subcommands() {
        if (command.getSubcommands().isEmpty()) {
            return;
        }
        section("COMMANDS");
        command.getSubcommands().values().forEach(c -> {
            var page = new ManPage(c);
            line(".TP");
            line("\\fB" + escaped(page.name()) + "\\fR(1)");
            line(escaped(page.summary()) + ".");
        });
    }

    /** A line that ends in a colon is a heading, what is indented stands as it is. */
    private void footer() {
        boolean literal = false;
        for (String said : spec.usageMessage().footer()) {
            boolean indented = said.startsWith("  ");
            if (indented != literal) {
                line(indented ? ".nf" : ".fi");
                literal = indented;
            }
            if (said.matches("[A-Z][a-z ]*:")) {
                section(said.substring(0, said.length() - 1).toUpperCase(java.util.Locale.ROOT));
            } else if (indented) {
                line(escaped(said.substring(2)));
            } else {
                paragraph(said);
            }
        }
        if (literal) {
            line(".fi");
        }
    }

    private void seeAlso() {
        CommandSpec parent = spec.parent();
        if (parent != null) {
            section("SEE ALSO");
            line("\\fB" + escaped(parent.qualifiedName("-")) + "\\fR(1)");
        }
    }

    private void section(String title) {
        line(".SH " + (title.contains(" ") ? '"' + title + '"' : title));
    }

    private void paragraph(String said) {
        if (!said.isBlank()) {
            line(".PP");
            line(escaped(said));
        }
    }

    private void line(String roff) {
        text.append(roff).append('\n');
    }

    /** A hyphen that can be copied, no escape, no request. */
    static String escaped(String plain) {
        String safe = plain.replace("\\", "\\e").replace("-", "\\-");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
