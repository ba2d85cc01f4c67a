package io.lsdn.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code lsctl} without a file: at a terminal, as script(1) of util-linux makes one, and of a pipe. */
@Timeout(120)
final class LsctlShellTest {
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    @TempDir
    private Path directory;

    private record Ended(int exit, String said) {}

    private List<String> lsctl() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlsdn.program=lsctl",
                "-cp",
                System.getProperty("java.class.path"),
                "io.lsdn.controller.cli.Main");
    }

    private Ended type(List<String> command, String text) throws Exception {
        Path typed = Files.writeString(directory.resolve("typed"), text);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(typed.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said.replace("\r", ""));
    }

    private Ended atTerminal(String text) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(SCRIPT), "needs script(1) of util-linux");
        var quoted = new ArrayList<String>();
        lsctl().forEach(w -> quoted.add("'" + w + "'"));
        return type(List.of(SCRIPT.toString(), "-q", "-e", "-c", String.join(" ", quoted), "/dev/null"), text);
    }

    @Test
    void at_a_terminal_it_prompts_goes_on_after_errors_and_takes_commands_of_several_lines() throws Exception {
        Ended ended = atTerminal("""
                settings vxlan/e2e
                phys -name a -ip 1.2.3
                phys -name a -ip 172.16.0.1 -if eth0
                net 7 {
                    attach a
                }
                show -tcl
                nonsense
                set x 5
                """);
        assertEquals(0, ended.exit(), ended.said());
        for (String part : List.of(
                "% phys -ip: '1.2.3' is not an IP address",
                "% > > % namespace import lsdn::*\n",
                "phys -name a -if eth0 -ip 172.16.0.1\n",
                "    attach a\n",
                "% invalid command name \"nonsense\"\n",
                "% 5\n% ")) {
            assertTrue(ended.said().contains(part), part + " in " + ended.said());
        }
        assertTrue(ended.said().endsWith("% \n"), ended.said());
    }

    @Test
    void exit_ends_it_with_its_code() throws Exception {
        Ended ended = atTerminal("error early\nexit 4\nputs late\n");
        assertEquals(4, ended.exit(), ended.said());
        assertTrue(ended.said().contains("% early\n"), ended.said());
        assertFalse(ended.said().contains("% late"), ended.said());
    }

    @Test
    void of_a_pipe_it_does_not_prompt_and_an_error_is_the_end() throws Exception {
        Ended good = type(lsctl(), "settings vxlan/e2e\nputs [string length [show -json]]\nputs done\n");
        assertEquals(0, good.exit(), good.said());
        assertTrue(good.said().matches("\\d+\ndone\n"), good.said());
        Ended bad = type(lsctl(), "phys -name a {\n  attach z\n}\nputs late\n");
        assertEquals(new Ended(1, "no net 'z' before this command\n"), bad);
    }

    @Test
    void a_command_without_its_end_is_an_error() throws Exception {
        Ended ended = type(lsctl(), "settings vxlan/e2e\nnet 7 {\n");
        assertEquals(new Ended(1, "missing close-brace\n"), ended);
    }
}
