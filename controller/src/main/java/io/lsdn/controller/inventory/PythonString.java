package io.lsdn.controller.inventory;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One string token of Python.
 *
 * @param text its content; one character for each byte if it is a bytes literal
 * @param bytes whether it is one ({@code b'…'})
 * @param end index of the first character behind it
 */
record PythonString(String text, boolean bytes, int end) {
    private static final Pattern START = Pattern.compile("(?i)(r|u|b|br|rb|)('''|\"\"\"|'|\")");

    static boolean startsAt(String source, int at) {
        return START.matcher(source).region(at, source.length()).lookingAt();
    }

    /** Empty if no well-formed string starts there. */
    static Optional<PythonString> read(String source, int start) {
        var m = START.matcher(source).region(start, source.length());
        if (!m.lookingAt()) {
            return Optional.empty();
        }
        var prefix = m.group(1).toLowerCase(Locale.ROOT);
        return new Reader(source, m.end(), m.group(2), prefix.contains("r"), prefix.contains("b")).read();
    }

    private static final class Reader {
        private final String source;
        private final String quote;
        private final boolean raw;
        private final boolean bytes;
        private final StringBuilder text = new StringBuilder();
        private int at;

        Reader(String source, int at, String quote, boolean raw, boolean bytes) {
            this.source = source;
            this.at = at;
            this.quote = quote;
            this.raw = raw;
            this.bytes = bytes;
        }

        Optional<PythonString> read() {
            while (at < source.length()) {
                if (source.startsWith(quote, at)) {
                    return Optional.of(new PythonString(text.toString(), bytes, at + quote.length()));
                }
                char c = source.charAt(at++);
                if (c == '\0' || (bytes && c > 127)) {
                    return Optional.empty();
                }
                if (c != '\\') {
                    text.append(c);
                } else if (!escape()) {
                    return Optional.empty();
                }
            }
            return Optional.empty();
        }

        private boolean escape() {
            if (at >= source.length()) {
                return false;
            }
            char c = source.charAt(at++);
            if (raw) {
                text.append('\\').append(c);
                return true;
            }
            return switch (c) {
                case '\\', '\'', '"' -> add(c);
                case 'a' -> add(7);
                case 'b' -> add('\b');
                case 'f' -> add('\f');
                case 'n' -> add('\n');
                case 'r' -> add('\r');
                case 't' -> add('\t');
                case 'v' -> add(11);
                case 'x' -> hex(2);
                case '0', '1', '2', '3', '4', '5', '6', '7' -> octal();
                case 'u', 'U', 'N' -> bytes ? keep(c) : unicode(c);
                default -> keep(c);
            };
        }

        private boolean unicode(char kind) {
            return kind == 'N' ? named() : hex(kind == 'u' ? 4 : 8);
        }

        private boolean add(int codePoint) {
            text.appendCodePoint(codePoint);
            return true;
        }

        /** Python keeps the backslash of an escape it does not know. */
        private boolean keep(char c) {
            text.append('\\').append(c);
            return true;
        }

        private boolean hex(int digits) {
            if (at + digits > source.length()) {
                return false;
            }
            var number = source.substring(at, at + digits);
            if (!number.matches("[0-9a-fA-F]+")) {
                return false;
            }
            at += digits;
            long codePoint = Long.parseLong(number, 16);
            return codePoint <= Character.MAX_CODE_POINT && add((int) codePoint);
        }

        private boolean octal() {
            int start = at - 1;
            while (at < source.length() && at < start + 3 && source.charAt(at) >= '0' && source.charAt(at) <= '7') {
                at++;
            }
            int value = Integer.parseInt(source.substring(start, at), 8);
            return add(bytes ? value & 0xff : value);
        }

        private boolean named() {
            int close = source.indexOf('}', at);
            if (close < 0 || source.charAt(at) != '{') {
                return false;
            }
            var name = source.substring(at + 1, close);
            at = close + 1;
            try {
                return add(Character.codePointOf(name));
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }
}
