package io.lsdn.controller.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual pages by the real groff, the completion by the real bash and the real zsh. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ManPagesTest {
    @TempDir
    private Path directory = Path.of("");

    private record Ended(int exit, String out) {}

    private static Ended run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out);
    }

    private static void need(String program) {
        boolean here = List.of("/usr/bin/", "/bin/").stream().anyMatch(d -> Files.isExecutable(Path.of(d + program)));
        if (!here && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("this machine lacks " + program + "; bin/install-test-deps installs it");
        }
        assumeTrue(here, () -> "this machine lacks " + program);
    }

    private List<Path> pages() throws IOException {
        ManPages.main(new String[] {directory.toString()});
        try (var files = Files.list(directory)) {
            return files.filter(f -> f.toString().endsWith(".1")).sorted().toList();
        }
    }

    @Test
    void every_command_has_a_page() throws Exception {
        var expected = new TreeSet<String>();
        expected.add("lsdn-deploy.1");
        Commands.NAMES.forEach(n -> expected.add("lsdn-deploy-" + n + ".1"));
        for (String below : List.of("boot-install", "boot-remove", "lab-up", "lab-down")) {
            expected.add("lsdn-deploy-" + below + ".1");
        }
        assertEquals(
                List.copyOf(expected),
                pages().stream().map(p -> p.getFileName().toString()).toList());
    }

    @Test
    void groff_has_nothing_to_warn_of_and_shows_every_option() throws Exception {
        need("groff");
        for (Path page : pages()) {
            assertEquals(
                    new Ended(0, ""), run("groff", "-man", "-ww", "-z", "-Kutf8", page.toString()), page.toString());
        }
        String shown = run(
                        "groff",
                        "-man",
                        "-Tutf8",
                        "-P-cbou",
                        "-Kutf8",
                        directory.resolve("lsdn-deploy.1").toString())
                .out();
        for (String expected :
                List.of("-K, --ask-become-pass", "--runtime FILE", "EXAMPLES", "lsdn-deploy-status(1)")) {
            assertTrue(shown.replace('‐', '-').replace('−', '-').contains(expected), expected + " in\n" + shown);
        }
    }

    /** compopt complains that it is called by no completion; what a completion would get is in COMPREPLY all the same. */
    private String completed(String... words) throws Exception {
        pages();
        var line = new StringBuilder("source " + directory.resolve("lsdn-deploy.bash") + "; COMP_WORDS=(");
        for (String w : words) {
            line.append('\'').append(w).append("' ");
        }
        line.append("); COMP_CWORD=").append(words.length - 1);
        line.append("; COMP_LINE=\"${COMP_WORDS[*]}\"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9;");
        line.append(
                " f=$(complete -p lsdn-deploy | sed 's/.*-F \\([^ ]*\\).*/\\1/'); $f 2>/dev/null; printf '%s ' \"${COMPREPLY[@]}\"");
        Ended ended = run("bash", "--norc", "-c", line.toString());
        assertEquals(0, ended.exit(), ended.out());
        return ended.out();
    }

    @Test
    void bash_completes_commands_options_and_words() throws Exception {
        need("bash");
        assertEquals("rollback ", completed("lsdn-deploy", "roll"));
        assertEquals("--confirm-timeout ", completed("lsdn-deploy", "--confirm-t"));
        assertEquals("--transport ", completed("lsdn-deploy", "status", "--tran"));
        assertEquals("playbook ", completed("lsdn-deploy", "schema", "pl"));
    }

    /** On a pseudo-terminal, as zsh completes nowhere else. */
    @Test
    void zsh_completes_them_too() throws Exception {
        need("zsh");
        pages();
        Path command = Files.writeString(directory.resolve("lsdn-deploy"), "#!/bin/sh\n");
        assertTrue(command.toFile().setExecutable(true));
        Path script = Files.writeString(directory.resolve("complete.zsh"), """
                zmodload zsh/zpty
                zpty z "PATH=$1:$PATH TERM=dumb zsh -f -i"
                zpty -w z "PS1=; source $1/lsdn-deploy.bash && print SOUR''CED"
                zpty -r z seen '*SOURCED*'
                complete() {
                  zpty -w -n z $'\\x15'$1$'\\t'
                  zpty -r z seen "*$2*" && print -r -- $2
                }
                complete 'lsdn-deploy roll' 'lsdn-deploy rollback '
                complete 'lsdn-deploy --confirm-t' 'lsdn-deploy --confirm-timeout '
                complete 'lsdn-deploy schema pl' 'lsdn-deploy schema playbook '
                """);
        assertEquals(new Ended(0, """
                        lsdn-deploy rollback\s
                        lsdn-deploy --confirm-timeout\s
                        lsdn-deploy schema playbook\s
                        """), run("timeout", "60", "zsh", "-f", script.toString(), directory.toString()));
    }
}
