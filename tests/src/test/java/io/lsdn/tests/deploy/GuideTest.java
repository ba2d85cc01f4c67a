package io.lsdn.tests.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.tests.lab.LocalCommand;
import io.lsdn.tests.lab.Needs;
import io.lsdn.tests.lab.RootShell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs docs/guide.md as a reader would: a block of {@code yaml NAME} is written to that file, of a block of {@code console} each line after
 * {@code $} is run by bash, and the lines below it have to be among what it prints, in their order; {@code …} is any text.
 */
@Tag("namespaces")
@Timeout(900)
final class GuideTest {
    private static final Path GUIDE =
            Path.of(System.getProperty("basedir", "."), "../docs/guide.md").normalize();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)(?: (\\S+))?\\n(.*?)^```$");

    @TempDir
    private Path directory;

    private final String lab = "guide" + Integer.toString(new Random().nextInt(1296), 36);
    private int commands;

    @Test
    void everything_in_the_guide_is_so() throws Exception {
        Needs.namespaces();
        try {
            for (var block : BLOCK.matcher(Files.readString(GUIDE)).results().toList()) {
                if (block.group(2) != null) {
                    Files.writeString(directory.resolve(block.group(2)), block.group(3));
                } else if (block.group(1).equals("console")) {
                    console(block.group(3).lines().toList());
                }
            }
        } finally {
            bash("lsdn-deploy lab down");
        }
        assertTrue(commands >= 20, commands + " commands were found in the guide");
    }

    private void console(List<String> lines) {
        for (int i = 0; i < lines.size(); ) {
            assertTrue(lines.get(i).startsWith("$ "), lines.get(i));
            String command = lines.get(i).substring(2);
            var expected = new ArrayList<String>();
            for (i++; i < lines.size() && !lines.get(i).startsWith("$ "); i++) {
                expected.add(lines.get(i));
            }
            check(command, expected);
            commands++;
        }
    }

    private void check(String command, List<String> expected) {
        var ended = bash(command);
        String said = "$ " + command + "\n" + ended.out() + ended.err();
        assertEquals(0, ended.exit(), said);
        List<String> lines = (ended.out() + ended.err()).lines().toList();
        int from = 0;
        for (String line : expected) {
            Pattern pattern = Pattern.compile(
                    List.of(line.split("…", -1)).stream().map(Pattern::quote).collect(Collectors.joining(".*")));
            while (from < lines.size() && !pattern.matcher(lines.get(from)).matches()) {
                from++;
            }
            assertTrue(from < lines.size(), () -> "not printed: " + line + "\n" + said);
            from++;
        }
    }

    private io.lsdn.tests.lab.CommandResult bash(String command) {
        String program = Cli.command("-Dlsdn.stdin.tty=false").stream()
                .map(RootShell::quote)
                .collect(Collectors.joining(" "));
        String script = "cd " + directory + "; export LSDN_NAME=" + lab.toLowerCase(Locale.ROOT) + "; lsdn-deploy() { "
                + program + " \"$@\"; }; " + command;
        return new LocalCommand(List.of("bash", "--norc", "-c", script), Duration.ofMinutes(3)).run("");
    }
}
