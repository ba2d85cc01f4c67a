package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads JSON (RFC 8259, and {@code NaN} and {@code Infinity} as Python's {@code json} does) with the place of every
 * value, which no library at hand tells.
 */
final class JsonText {
    private static final int DEEPEST = 200;
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]*)(?<real>(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)");
    private static final Map<String, Value> WORDS = Map.of(
            "null", new Value.Null(),
            "true", new Value.Bool(true),
            "false", new Value.Bool(false),
            "NaN", new Value.Real(Double.NaN),
            "Infinity", new Value.Real(Double.POSITIVE_INFINITY),
            "-Infinity", new Value.Real(Double.NEGATIVE_INFINITY));

    private final SourceText source;
    private final String text;
    private int at;
    private int depth;
    private int line = 1;
    private int lineStart;
    private int counted;

    private JsonText(SourceText source) {
        this.source = source;
        this.text = source.text();
    }

    static Document read(SourceText source) {
        var reader = new JsonText(source);
        try {
            reader.skipSpace();
            if (reader.at == reader.text.length()) {
                return new Document.Empty();
            }
            var root = reader.value();
            reader.skipSpace();
            if (reader.at < reader.text.length()) {
                throw reader.wrong("the end of the text");
            }
            return new Document.Content(root, List.of());
        } catch (NoJson e) {
            return new Document.Malformed(e.why);
        }
    }

    /** Leaves the descent; never leaves the class. */
    private static final class NoJson extends Exception {
        private final transient Diagnostic why;

        NoJson(Diagnostic why) {
            super(null, null, false, false);
            this.why = why;
        }
    }

    private NoJson wrong(String expected) {
        return new NoJson(
                Diagnostic.error("inventory-json", here(), "", "not JSON: " + expected + " is missing here", ""));
    }

    private Node value() throws NoJson {
        skipSpace();
        if (at >= text.length() || ++depth > DEEPEST) {
            throw wrong(depth > DEEPEST ? "an end of the nesting" : "a value");
        }
        var start = here();
        var node = switch (text.charAt(at)) {
            case '{' -> table(start);
            case '[' -> items(start);
            case '"' -> new Node.Scalar(new Value.Text(string()), start);
            default -> new Node.Scalar(scalar(), start);
        };
        depth--;
        return node;
    }

    private Node table(SourceLocation start) throws NoJson {
        at++;
        // A key that stands twice keeps its first place and its last value, as in Python.
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        if (!take('}')) {
            do {
                skipSpace();
                var keyAt = here();
                if (at >= text.length() || text.charAt(at) != '"') {
                    throw wrong("a key in double quotes");
                }
                var key = string();
                if (!take(':')) {
                    throw wrong("':'");
                }
                entries.put(key, new Node.Entry(new Value.Text(key), keyAt, value()));
            } while (take(','));
            if (!take('}')) {
                throw wrong("',' or '}'");
            }
        }
        return marked(entries, ValueJson.VAULT, Value.Vaulted::new, start)
                .or(() -> marked(entries, ValueJson.UNSAFE, Value.Unsafe::new, start))
                .orElseGet(() -> new Node.Table(List.copyOf(entries.values()), start));
    }

    /** Ansible's own way to say in JSON what YAML says by a tag. */
    private static Optional<Node> marked(
            Map<String, Node.Entry> entries, String key, Function<String, Value> make, SourceLocation start) {
        var entry = Optional.ofNullable(entries.get(key)).map(e -> e.value().value());
        return entry.isPresent() && entry.orElseThrow() instanceof Value.Text(var text)
                ? Optional.of(new Node.Scalar(make.apply(text), start))
                : Optional.empty();
    }

    private Node items(SourceLocation start) throws NoJson {
        at++;
        var items = new ArrayList<Node>();
        if (!take(']')) {
            do {
                items.add(value());
            } while (take(','));
            if (!take(']')) {
                throw wrong("',' or ']'");
            }
        }
        return new Node.Items(items, start);
    }

    private Value scalar() throws NoJson {
        for (var word : WORDS.entrySet()) {
            if (text.startsWith(word.getKey(), at)) {
                at += word.getKey().length();
                return word.getValue();
            }
        }
        var m = NUMBER.matcher(text).region(at, text.length());
        if (!m.lookingAt()) {
            throw wrong("a value");
        }
        at = m.end();
        return m.group("real").isEmpty()
                ? new Value.Int(new BigInteger(m.group()))
                : new Value.Real(Double.parseDouble(m.group()));
    }

    private String string() throws NoJson {
        var out = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return out.toString();
            }
            if (c < ' ') {
                break;
            }
            out.append(c == '\\' ? escape() : c);
        }
        throw wrong("'\"'");
    }

    private char escape() throws NoJson {
        at++;
        return switch (at < text.length() ? text.charAt(at) : '\0') {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                at += 4;
                if (at >= text.length() || !text.substring(at - 3, at + 1).matches("[0-9a-fA-F]{4}")) {
                    throw wrong("four hexadecimal digits");
                }
                yield (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
            }
            default -> throw wrong("a known escape");
        };
    }

    private boolean take(char c) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** Counts on from where it last was, so that reading stays linear. */
    private SourceLocation here() {
        int upTo = Math.min(at, text.length());
        for (; counted < upTo; counted++) {
            char c = text.charAt(counted);
            if (c == '\n' || (c == '\r' && !text.startsWith("\n", counted + 1))) {
                line++;
                lineStart = counted + 1;
            }
        }
        return source.at(line, text.codePointCount(lineStart, upTo) + 1);
    }
}
