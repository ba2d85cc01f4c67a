package io.lsdn.hostrunner.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The texts of scripts. */
final class Words {
    private Words() {}

    /** One word that a shell takes literally. */
    static String quoted(String word) {
        return '\'' + word.replace("'", "'\\''") + '\'';
    }

    /** For a person to copy into a shell. */
    static String shown(Path path) {
        String text = path.toString();
        return text.matches("[A-Za-z0-9/._+@,=:-]+") ? text : quoted(text);
    }

    static String quoted(List<String> words) {
        return words.stream().map(Words::quoted).collect(Collectors.joining(" "));
    }

    static String lines(Collection<String> lines) {
        return lines.stream().map(l -> l + "\n").collect(Collectors.joining());
    }

    /** A file beside this class. */
    static String resource(String name) {
        try (var in = Words.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("this runner was built without " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
