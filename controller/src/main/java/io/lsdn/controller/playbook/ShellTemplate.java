package io.lsdn.controller.playbook;

import io.lsdn.controller.transport.ShellQuote;
import io.lsdn.netmodel.topology.Parsed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command for {@code sh} in which <code>{{ name }}</code> stands for a variable's value. Whatever the value is, the shell sees
 * it as text: it is quoted as its place needs it, and a place that cannot be told for sure is refused.
 *
 * @param parts in their order
 */
public record ShellTemplate(List<Part> parts) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public ShellTemplate {
        parts = List.copyOf(parts);
    }

    /** A piece of the command. */
    public sealed interface Part {
        record Text(String text) implements Part {}

        record Variable(String name, Quotes within) implements Part {}
    }

    /** What the shell takes text for at some place. */
    enum Quotes {
        NONE,
        SINGLE,
        DOUBLE,
        COMMENT;

        String quoted(String value) {
            return switch (this) {
                case NONE, COMMENT -> ShellQuote.word(value);
                case SINGLE -> value.replace("'", "'\\''");
                case DOUBLE -> value.replaceAll("[\\\\\"$`]", "\\\\$0");
            };
        }
    }

    public static Parsed<ShellTemplate> parse(String text) {
        Matcher m = PLACEHOLDER.matcher(text);
        var parts = new ArrayList<Part>();
        var scan = new ShellScan();
        int end = 0;
        while (m.find()) {
            String before = text.substring(end, m.start());
            String name = m.group(1).strip();
            scan.read(before);
            if (!NAME.matcher(name).matches()) {
                return Parsed.bad("'" + m.group() + "' is more than the name of a variable");
            } else if (scan.trouble().isPresent()) {
                return Parsed.bad("'" + m.group() + "' stands " + scan.trouble().get());
            }
            parts.add(new Part.Text(before));
            parts.add(new Part.Variable(name, scan.quotes()));
            scan.passed();
            end = m.end();
        }
        String rest = text.substring(end);
        if (rest.contains("{{") || rest.contains("{%")) {
            return Parsed.bad("only {{ name }} stands for something");
        }
        parts.add(new Part.Text(rest));
        return Parsed.ok(new ShellTemplate(parts));
    }

    /** The variables that it needs. */
    public Set<String> variables() {
        var names = new LinkedHashSet<String>();
        parts.forEach(p -> {
            if (p instanceof Part.Variable v) {
                names.add(v.name());
            }
        });
        return names;
    }

    /**
     * The command.
     *
     * @param value of each variable, without a NUL
     */
    public String render(UnaryOperator<String> value) {
        var out = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Text(String text) -> out.append(text);
                case Part.Variable(String name, Quotes within) -> out.append(within.quoted(value.apply(name)));
            }
        }
        return out.toString();
    }

    /** As it was written, but for blanks. */
    @Override
    public String toString() {
        var out = new StringBuilder();
        for (Part part : parts) {
            out.append(
                    switch (part) {
                        case Part.Text(String text) -> text;
                        case Part.Variable v -> "{{ " + v.name() + " }}";
                    });
        }
        return out.toString();
    }
}
