package io.lsdn.controller.inventory;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the value of an INI file: a Python literal if it is one, else the text as it stands.
 *
 * <p>The grammar is that of Python 3's {@code ast.literal_eval}: numbers, strings and bytes, {@code True},
 * {@code False}, {@code None}, lists, tuples, sets and dictionaries of these, and a comment after them. Sets become
 * lists. Complex numbers and {@code ...} are left as text, for no variable means one.
 */
final class PythonLiteral {
    private static final int DEEPEST = 90;
    /** Python refuses to read longer decimal numbers. */
    private static final int MOST_DIGITS = 4300;

    private static final Map<Integer, Pattern> RADIXES = Map.of(
            16, Pattern.compile("0[xX](?:_?[0-9a-fA-F])+"),
            8, Pattern.compile("0[oO](?:_?[0-7])+"),
            2, Pattern.compile("0[bB](?:_?[01])+"));
    private static final String DIGITS = "[0-9](?:_?[0-9])*";
    private static final Pattern FLOAT = Pattern.compile("(?:(?:" + DIGITS + ")?\\." + DIGITS + "|" + DIGITS
            + "\\.)(?:[eE][+-]?" + DIGITS + ")?|" + DIGITS + "[eE][+-]?" + DIGITS);
    private static final Pattern DECIMAL = Pattern.compile("0(?:_?0)*|[1-9](?:_?[0-9])*");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private final String source;
    private int at;
    private int depth;

    private PythonLiteral(String source) {
        this.source = source;
    }

    /** Never fails: what is no literal is text. */
    static Value read(String source) {
        try {
            return new PythonLiteral(source).whole();
        } catch (NoLiteral e) {
            return new Value.Text(source);
        }
    }

    /** Leaves the descent; never leaves the class. */
    private static final class NoLiteral extends Exception {
        NoLiteral() {
            super(null, null, false, false);
        }
    }

    private Value whole() throws NoLiteral {
        skipSpace();
        var value = items(false);
        skipSpace();
        if (at < source.length() && source.charAt(at) != '#') {
            throw new NoLiteral();
        }
        return value;
    }

    /** One expression, or a tuple if a comma follows. */
    private Value items(boolean mayBeEmpty) throws NoLiteral {
        if (mayBeEmpty && peek() == ')') {
            return new Value.Tuple(List.of());
        }
        var first = expression();
        if (peek() != ',') {
            return first;
        }
        var all = new ArrayList<>(List.of(first));
        while (take(',') && startsExpression()) {
            all.add(expression());
        }
        return new Value.Tuple(all);
    }

    private boolean startsExpression() {
        char c = peek();
        return c != '\0' && c != ')' && c != ']' && c != '}' && c != '#';
    }

    private Value expression() throws NoLiteral {
        if (++depth > DEEPEST) {
            throw new NoLiteral();
        }
        char c = peek();
        var value = switch (c) {
            case '[' -> list();
            case '{' -> braces();
            case '(' -> parentheses();
            case '+', '-' -> signed(c);
            case '\'', '"' -> strings();
            default -> Character.isDigit(c) || c == '.' ? number() : word();
        };
        depth--;
        return value;
    }

    private Value parentheses() throws NoLiteral {
        expect('(');
        var value = items(true);
        expect(')');
        return value;
    }

    private Value list() throws NoLiteral {
        expect('[');
        var items = new ArrayList<Value>();
        while (peek() != ']') {
            items.add(expression());
            if (!take(',')) {
                break;
            }
        }
        expect(']');
        return new Value.Sequence(items);
    }

    private Value braces() throws NoLiteral {
        expect('{');
        if (take('}')) {
            return new Value.Mapping(Map.of());
        }
        var first = expression();
        return peek() == ':' ? mapping(first) : set(first);
    }

    private Value mapping(Value firstKey) throws NoLiteral {
        var entries = new LinkedHashMap<Value, Value>();
        var key = firstKey;
        while (true) {
            if (!key.isScalar()) {
                throw new NoLiteral();
            }
            expect(':');
            entries.put(key, expression());
            if (!take(',') || peek() == '}') {
                expect('}');
                return new Value.Mapping(entries);
            }
            key = expression();
        }
    }

    private Value set(Value first) throws NoLiteral {
        var items = new java.util.LinkedHashSet<>(List.of(first));
        while (take(',') && peek() != '}') {
            items.add(expression());
        }
        expect('}');
        return new Value.Sequence(List.copyOf(items));
    }

    private Value signed(char sign) throws NoLiteral {
        at++;
        boolean wrapped = take('(');
        peek();
        var value = number();
        if (wrapped) {
            expect(')');
        }
        return switch (value) {
            case Value.Int(var i) -> new Value.Int(sign == '-' ? i.negate() : i);
            case Value.Real(var r) -> new Value.Real(sign == '-' ? -r : r);
            case Value other -> throw new IllegalStateException("a number is " + other.getClass());
        };
    }

    private Value number() throws NoLiteral {
        var value = prefixed();
        if (value.isEmpty()) {
            value = match(FLOAT).map(f -> new Value.Real(Double.parseDouble(f.replace("_", ""))));
        }
        if (value.isEmpty()) {
            value = Optional.of(integer(match(DECIMAL).orElseThrow(NoLiteral::new), 10));
        }
        if (at < source.length() && (Character.isLetterOrDigit(source.charAt(at)) || source.charAt(at) == '_')) {
            throw new NoLiteral();
        }
        return value.orElseThrow();
    }

    private Optional<Value> prefixed() throws NoLiteral {
        for (var radix : RADIXES.entrySet()) {
            var token = match(radix.getValue());
            if (token.isPresent()) {
                return Optional.of(integer(token.orElseThrow().substring(2), radix.getKey()));
            }
        }
        return Optional.empty();
    }

    private static Value integer(String digits, int radix) throws NoLiteral {
        var plain = digits.replace("_", "");
        if (radix == 10 && plain.length() > MOST_DIGITS) {
            throw new NoLiteral();
        }
        return new Value.Int(new BigInteger(plain, radix));
    }

    private Value word() throws NoLiteral {
        int start = at;
        var name = match(NAME).orElseThrow(NoLiteral::new);
        if (at < source.length() && (source.charAt(at) == '\'' || source.charAt(at) == '"')) {
            at = start;
            return strings();
        }
        return switch (name) {
            case "True" -> new Value.Bool(true);
            case "False" -> new Value.Bool(false);
            case "None" -> new Value.Null();
            case "set" -> {
                expect('(');
                expect(')');
                yield new Value.Sequence(List.of());
            }
            default -> throw new NoLiteral();
        };
    }

    /** Strings that stand beside each other are one. */
    private Value strings() throws NoLiteral {
        var text = new StringBuilder();
        Optional<Boolean> bytes = Optional.empty();
        while (true) {
            var next = PythonString.read(source, at).orElseThrow(NoLiteral::new);
            if (bytes.isPresent() && bytes.get() != next.bytes()) {
                throw new NoLiteral();
            }
            bytes = Optional.of(next.bytes());
            text.append(next.text());
            at = next.end();
            if (!PythonString.startsAt(source, skipSpace())) {
                break;
            }
        }
        return new Value.Text(
                bytes.get()
                        ? new String(text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                        : text.toString());
    }

    private Optional<String> match(Pattern pattern) {
        var m = pattern.matcher(source).region(at, source.length());
        if (!m.lookingAt()) {
            return Optional.empty();
        }
        at = m.end();
        return Optional.of(m.group());
    }

    private char peek() {
        return skipSpace() < source.length() ? source.charAt(at) : '\0';
    }

    private boolean take(char c) {
        if (peek() == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) throws NoLiteral {
        if (!take(c)) {
            throw new NoLiteral();
        }
    }

    private int skipSpace() {
        while (at < source.length() && " \t\f".indexOf(source.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }
}
