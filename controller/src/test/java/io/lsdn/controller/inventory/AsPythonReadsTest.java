package io.lsdn.controller.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Small texts, random and chosen, against Python's own reading of them. {@code -Dlsdn.seed=N} repeats a run. */
class AsPythonReadsTest {
    private static final int RANDOM_TEXTS = 3000;
    private static final JsonElement FAILS = JsonParser.parseString("{\"fails\":true}");
    private static final JsonElement OUTSIDE = JsonParser.parseString("{\"outside\":true}");

    private final long seed = Long.getLong("lsdn.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @Test
    void an_ini_value_is_the_python_literal_it_spells() throws IOException {
        var tokens = List.of(
                "1",
                "0",
                "7",
                "-",
                "+",
                "'",
                "\"",
                "[",
                "]",
                "{",
                "}",
                ":",
                ",",
                "(",
                ")",
                " ",
                "a",
                "True",
                "None",
                "False",
                ".",
                "e",
                "E",
                "#",
                "\\",
                "x",
                "_",
                "u",
                "r",
                "b",
                "'s'",
                "\"t\"",
                "\\n",
                "\\x41",
                "\\u00e9",
                "0x",
                "0o",
                "0b",
                "'''",
                "1.5",
                "set()",
                "é",
                "\\N{BULLET}",
                "\\7");
        compare("literal", tokens, 7, text -> ValueJson.of(PythonLiteral.read(text)));
    }

    @Test
    void nested_literals_are_read_whole() throws IOException {
        try (var python = python()) {
            for (int i = 0; i < RANDOM_TEXTS / 3; i++) {
                var text = literal(0);
                check(python, question("literal", text), text, t -> ValueJson.of(PythonLiteral.read(t)));
            }
        }
    }

    @Test
    void a_host_line_splits_into_words_as_a_shell_would() throws IOException {
        var tokens = List.of("a", "b=1", " ", "  ", "\t", "'", "\"", "\\", "#", "é", "=", "\\'", "\\\"", "\\\\", "' '");
        compare("words", tokens, 9, text -> switch (ShellWords.split(text)) {
            case ShellWords.Unfinished _ -> FAILS;
            case ShellWords.Words(var words) -> {
                var array = new JsonArray();
                words.forEach(w -> array.add(w.text()));
                yield array;
            }
        });
    }

    @Test
    void a_yaml_scalar_has_the_type_that_pyyaml_gives_it() throws IOException {
        var tokens = List.of(
                "1",
                "0",
                "07",
                "9",
                "-",
                "+",
                ".",
                "e+5",
                "e5",
                "_",
                ":30",
                ":59",
                "0x",
                "0b",
                "1f",
                "inf",
                ".nan",
                "yes",
                "no",
                "on",
                "off",
                "y",
                "true",
                "True",
                "TRUE",
                "null",
                "~",
                "2001-12-14",
                "2001-1-2",
                "t21:59:43",
                " 21:59:43",
                ".10",
                "Z",
                " -05:00",
                "-5",
                "a",
                "0o17");
        compare("scalar", tokens, 4, AsPythonReadsTest::yaml);
    }

    @Test
    void a_wildcard_matches_the_names_that_fnmatch_matches() throws IOException {
        var parts = List.of(
                "a", "b", "-", "*", "?", "[ab]", "[!a]", "[a-c]", "[", "]", "!", ".", "1", "[]a]", "[c-a]", "^");
        try (var python = python()) {
            for (int i = 0; i < RANDOM_TEXTS; i++) {
                var question = question("glob", random(List.of("a", "b", "c", "-", ".", "1", "]", "^"), 4));
                var glob = random(parts, 4);
                question.addProperty("pattern", glob);
                check(
                        python,
                        question,
                        glob,
                        g -> new JsonPrimitive(Glob.compile(g)
                                .matcher(question.get("text").getAsString())
                                .matches()));
            }
        }
    }

    private void compare(String what, List<String> tokens, int most, Function<String, JsonElement> ours)
            throws IOException {
        try (var python = python()) {
            for (int i = 0; i < RANDOM_TEXTS; i++) {
                var text = random(tokens, most);
                check(python, question(what, text), text, ours);
            }
        }
    }

    private void check(Oracle python, JsonObject question, String text, Function<String, JsonElement> ours)
            throws IOException {
        var right = python.ask(question);
        if (!right.equals(OUTSIDE)) {
            // Through text, because the JSON reader takes NaN for a string.
            var read = JsonParser.parseString(ours.apply(text).toString());
            assertEquals(right, read, () -> question + ", seed " + seed);
        }
    }

    private static Oracle python() throws IOException {
        return Oracle.start(
                "python-oracle",
                Path.of("/usr/lib/python3/dist-packages/yaml"),
                "Debian: apt-get install python3-yaml");
    }

    private static JsonObject question(String what, String text) {
        var question = new JsonObject();
        question.addProperty("what", what);
        question.addProperty("text", text);
        return question;
    }

    private String random(List<String> tokens, int most) {
        return IntStream.rangeClosed(0, random.nextInt(most))
                .mapToObj(_ -> tokens.get(random.nextInt(tokens.size())))
                .collect(Collectors.joining());
    }

    private String literal(int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 10)) {
            case 0 -> "None";
            case 1 -> random.nextBoolean() ? "True" : "False";
            case 2 -> String.valueOf(random.nextInt(2000) - 1000);
            case 3 -> String.valueOf(random.nextDouble() * Math.pow(10, random.nextInt(60) - 30));
            case 4 -> "'" + random(List.of("a", "\\'", "\\\\", "\"", "\\n", "é", " "), 4) + "'";
            case 5 -> "\"" + random(List.of("b", "'", "\\t", "\\\"", "#"), 4) + "\"";
            case 6 -> "[" + literals(depth, ",") + "]";
            case 7 -> "(" + literals(depth, ", ") + ",)";
            case 8 -> " [ " + literals(depth, " , ") + " , ] ";
            default ->
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> "'k" + i + "' : " + literal(depth + 1))
                        .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    private String literals(int depth, String separator) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(_ -> literal(depth + 1))
                .collect(Collectors.joining(separator));
    }

    private static JsonElement yaml(String text) {
        return switch (YamlText.read(SourceText.of("text", text))) {
            case Document.Empty() -> com.google.gson.JsonNull.INSTANCE;
            case Document.Malformed _ -> FAILS;
            case Document.Content(var root, var warnings) -> {
                assertEquals(List.of(), warnings);
                yield ValueJson.of(root.value());
            }
        };
    }
}
