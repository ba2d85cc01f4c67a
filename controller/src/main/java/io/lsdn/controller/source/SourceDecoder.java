package io.lsdn.controller.source;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes to text: UTF-8, with or without its mark, without control characters. */
final class SourceDecoder {
    /** A text, or why the bytes are none. */
    sealed interface Decoded {
        record Text(SourceText text) implements Decoded {}

        record Refused(Diagnostic why) implements Decoded {}
    }

    private SourceDecoder() {}

    static Decoded decode(String name, ByteBuffer bytes) {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var in = bytes.duplicate();
        var out = CharBuffer.allocate(in.remaining() + 1);
        boolean malformed = decoder.decode(in, out, true).isError();
        String text = out.flip().toString();
        SourceText source = SourceText.of(name, text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (malformed) {
            int bad = in.get(in.position()) & 0xff;
            return refused(
                    SourceCode.NOT_UTF8,
                    source.at(end(text)),
                    String.format("byte 0x%02x is not UTF-8", bad),
                    "save the file as UTF-8");
        }
        return control(source).map(Decoded.class::cast).orElseGet(() -> new Decoded.Text(source));
    }

    private static Place end(String text) {
        int lineStart = text.lastIndexOf('\n') + 1;
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        return new Place(line, 1 + text.codePointCount(lineStart, text.length()));
    }

    private static Optional<Decoded> control(SourceText source) {
        String text = source.text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r' && c != '\u0085') {
                return Optional.of(refused(
                        SourceCode.CONTROL_CHARACTER,
                        source.at(end(text.substring(0, i))),
                        String.format("control character 0x%02x", (int) c),
                        "remove it"));
            }
        }
        return Optional.empty();
    }

    private static Decoded refused(SourceCode code, SourceLocation at, String message, String hint) {
        return new Decoded.Refused(Diagnostic.error(code.text(), at, "", message, hint));
    }
}
