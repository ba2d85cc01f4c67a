package io.lsdn.controller.transport.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
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
        var arguments =
                SshArguments.parse("-o UserKnownHostsFile=/a -oport=1022 -o 'ConnectTimeout 5' -p 2022 -vvl deploy"
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
                arguments.options());
    }

    @Test
    void what_means_nothing_here_is_taken() {
        var arguments =
                SshArguments.parse("-C -q -T -x -a -o ControlMaster=auto -o ControlPersist=60s -S none -F /dev/null"
                        + " -o ForwardAgent=no -o GSSAPIAuthentication=no -o BatchMode=yes -o ProxyJump=none");
        assertEquals(List.of(), arguments.problems());
        assertEquals(Map.of(), arguments.options());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "-o ProxyJump=bastion;ProxyJump is not supported",
                "-J bastion;ProxyJump is not supported",
                "-o ProxyCommand=nc;ProxyCommand is not supported",
                "-A;-A is not supported",
                "-o ForwardAgent=yes;ForwardAgent is not supported",
                "-o HostName=x;HostName is not supported",
                "-F config;ConfigFile is not supported",
                "-o PubkeyAuthentication=no;PubkeyAuthentication is not supported",
                "-o Port;Port has no value",
                "-o;nothing follows -o",
                "-qp;nothing follows -p",
                "host;'host' is no option of ssh",
                "-o 'Port=1;a quote is not closed, or nothing follows a backslash",
            })
    void what_cannot_be_honoured_is_refused_by_name(String text, String problem) {
        assertEquals(List.of(problem), SshArguments.parse(text).problems());
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
