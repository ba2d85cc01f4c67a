package io.lsdn.controller.transport.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SshArgumentsTest {
    @Test
    void options_are_read_in_every_spelling_of_ssh() {
        var arguments = parse("-o UserKnownHostsFile=/a -oport=1022 -o 'ConnectTimeout 5' -p 2022 -vvl deploy"
                + " -i ~/key -i'/other key' -o \"IdentityFile = /third\" -o ServerAliveInterval=0");
        assertEquals(List.of(), arguments.problems());
        assertEquals(
                Map.of(
                        "userknownhostsfile", List.of("/a"),
                        "port", List.of("1022", "2022"),
                        "connecttimeout", List.of("5"),
                        "user", List.of("deploy"),
                        "identityfile", List.of("~/key", "/other key", "/third"),
                        "serveraliveinterval", List.of("0")),
                values(arguments));
    }

    @Test
    void what_means_nothing_here_is_taken() {
        var arguments = parse("-C -q -T -x -a -o ControlMaster=auto -o ControlPersist=60s -S none"
                + " -o ForwardAgent=no -o GSSAPIAuthentication=no -o BatchMode=yes");
        assertEquals(List.of(), arguments.problems());
        assertEquals(Map.of(), values(arguments));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "-A;-A is not supported",
                "-o Ciphers=aes128-ctr;Ciphers is not supported",
                "-o BindAddress=192.0.2.1;BindAddress is not supported",
                "-o GSSAPIAuthentication=yes;GSSAPIAuthentication is not supported",
                "-o Tunnel=yes;Tunnel is not supported",
                "-o ForwardAgent=yes;ForwardAgent is not supported",
                "-o Port;Port has no value",
                "-o;nothing follows -o",
                "-qp;nothing follows -p",
                "host;'host' is no option of ssh",
                "-o 'Port=1;a quote is not closed, or nothing follows a backslash",
            })
    void what_cannot_be_honoured_is_refused_by_name(String text, String problem) {
        assertEquals(
                List.of(problem),
                parse(text).problems().stream().map(SshProblem::message).toList());
    }

    private static SshSettings parse(String text) {
        return SshArguments.parse(text, "args").withoutWords("args");
    }

    private static Map<String, List<String>> values(SshSettings settings) {
        return settings.options().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        e -> e.getValue().stream().map(SshLine::value).toList()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "a\\", "'", "\"", "'a\"", "\"a\\\""})
    void unfinished_words_are_no_words(String text) {
        assertTrue(Words.split(text).isEmpty(), text);
    }

    @Test
    void words_split_as_in_a_shell() {
        assertEquals(
                List.of("a b", "c\\d", "e'f", "", "\\x\"y", "#g"),
                Words.split(" 'a b'  c\\\\d \"e'f\" '' \"\\x\\\"y\"\t#g\n").orElseThrow());
    }
}
