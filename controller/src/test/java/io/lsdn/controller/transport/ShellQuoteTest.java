package io.lsdn.controller.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShellQuoteTest {
    private static final List<String> EVIL = List.of(
            "",
            " ",
            "plain",
            "two words",
            ";reboot",
            "$(reboot)",
            "`reboot`",
            "${HOME}",
            "a\nb",
            "trailing newline\n",
            "-n",
            "--",
            "it's",
            "''",
            "\"double\"",
            "back\\slash\\",
            "*",
            "?[a-z]",
            "~",
            "#comment",
            "a&b|c>d<e",
            "!history",
            "tab\there",
            "ünïcode ☃");

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox sh"})
    void a_shell_sees_exactly_the_words_that_were_quoted(String shell) throws Exception {
        assertEquals(EVIL, seen(shell, EVIL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox sh"})
    void random_words_survive(String shell) throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var words = new ArrayList<String>();
        String alphabet = "ab'\"\\$`(){};&|<>*?[]~#!-= \n\t";
        for (int i = 0; i < 200; i++) {
            var word = new StringBuilder();
            for (int j = random.nextInt(12); j > 0; j--) {
                word.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            words.add(word.toString());
        }
        assertEquals(words, seen(shell, words), "seed " + seed);
    }

    @Test
    void a_nul_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> ShellQuote.word("a\0b"));
    }

    private static List<String> seen(String shell, List<String> words) throws Exception {
        var command = new ArrayList<>(List.of(shell.split(" ", 2)));
        command.addAll(List.of("-c", "printf '%s\\0' " + ShellQuote.words(words)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor());
        return List.of(out.substring(0, out.length() - 1).split("\0", -1));
    }
}
