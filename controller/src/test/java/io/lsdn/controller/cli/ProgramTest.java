package io.lsdn.controller.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramTest {
    private static final String GOOD = """
            physes:
              a: {if: eth0, ip: 172.16.0.1}
            settings:
              default: {type: vxlan/e2e}
            nets:
              shop:
                vid: 7
                virts:
                  till: {phys: a, if: tap0}
            """;

    @TempDir
    private Path directory = Path.of("");

    private Invocation program = new Invocation(directory);

    @BeforeEach
    void start() {
        program = new Invocation(directory);
    }

    @Test
    void the_version_is_printed() {
        assertEquals(0, program.run("--version"));
        assertTrue(program.out().matches("lsdn-deploy \\S+ \\(Java 2\\d\\S*\\)\n"), program.out());
    }

    @Test
    void help_shows_how_the_main_job_is_started_and_every_command() {
        assertEquals(0, program.run("--help"));
        assertTrue(program.out().contains("lsdn-deploy -i hosts.ini topo.yaml"), program.out());
        Commands.NAMES.forEach(n -> assertTrue(program.out().contains("\n  " + n + " "), n));
    }

    @ParameterizedTest
    @CsvSource({
        "--chek, unknown option '--chek'; did you mean --check?",
        "--on-failure=never, 'invalid value for option ''--on-failure'': ''never'' is not one of rollback, rollback-host, keep'",
        "--transport=telnet, 'invalid value for option ''--transport'': ''telnet'' is not one of sshj, openssh'",
        "--output=xml, 'invalid value for option ''--output'': ''xml'' is not one of text, json, ndjson'",
        "--forks=0, invalid value for option '--forks': '0' is not a number from 1 to 10000",
        "--confirm-timeout=1s, invalid value for option '--confirm-timeout': '1s' is not between 2s and 1h",
        "--confirm-timeout=2, 'invalid value for option ''--confirm-timeout'': ''2'' is not a duration such as 500ms, 30s or 2m'",
        "--context=Up, 'invalid value for option ''--context'': ''Up'' is not 1 to 15 of a-z, 0-9 and -'",
    })
    void a_wrong_command_line_is_5_and_says_what_would_be_right(String argument, String message) {
        assertEquals(5, program.run("-i", "h,", argument, "topo.yaml"));
        assertEquals("lsdn-deploy: error: " + message + "\nTry 'lsdn-deploy --help'.\n", program.err());
        assertEquals("", program.out());
    }

    @Test
    void a_junit_file_that_cannot_be_there_is_said_before_a_host_is_contacted() throws IOException {
        program.file("topo.yaml", GOOD).file("hosts.ini", "a ansible_host=192.0.2.1\n");
        assertEquals(5, program.run("-i", "hosts.ini", "--junit", "no/where.xml", "topo.yaml"));
        assertTrue(program.err().contains("no/where.xml: there is no directory "), program.err());
    }

    @Test
    void boot_is_installed_or_removed() {
        assertEquals(5, program.run("boot"));
        assertTrue(program.err().contains("say boot install or boot remove"), program.err());
        assertEquals(5, program.run("boot", "instal", "-i", "a,"));
        assertTrue(
                program.err().contains("'instal' is not one of boot install, boot remove; did you mean boot install?"),
                program.err());
        assertEquals(5, program.run("boot", "install"));
        assertTrue(program.err().contains("no inventory: name one with -i"), program.err());
    }

    @Test
    void a_mistyped_command_is_no_missing_file() {
        assertEquals(5, program.run("valdate", "topo.yaml"));
        assertTrue(program.err().contains("'valdate' is neither a command nor a file; did you mean validate?"));
    }

    @Test
    void without_an_inventory_or_a_topology_the_command_line_is_wrong() throws IOException {
        program.file("topo.yaml", GOOD);
        assertEquals(5, program.run("topo.yaml"));
        assertTrue(program.err().contains("no inventory: name one with -i"), program.err());
        assertEquals(5, program.run("-i", "a,"));
        assertTrue(program.err().contains("no topology: name a file or a directory"), program.err());
    }

    @Test
    void passwords_are_asked_for_on_a_terminal_only() throws IOException {
        program.file("topo.yaml", GOOD);
        assertEquals(5, program.run("-i", "a,", "-k", "topo.yaml"));
        assertTrue(program.err().contains("-k and -K ask on a terminal, and there is none"), program.err());
    }

    @Test
    void a_right_topology_is_valid() throws IOException {
        program.file("topo.yaml", GOOD);
        assertEquals(0, program.run("validate", "topo.yaml"));
        assertEquals("valid: 1 net, 1 phys, 1 virt, 0 rules\n", program.out());
        assertEquals("", program.err());
    }

    @Test
    void a_wrong_topology_is_4_and_names_the_place() throws IOException {
        program.file("topo.yaml", GOOD.replace("vid: 7", "vid: 0"));
        assertEquals(4, program.run("validate", "topo.yaml"));
        assertTrue(program.err().startsWith("topo.yaml:7:10: error: nets.shop.vid: "), program.err());
        assertTrue(program.err().endsWith("not valid: 1 error\n"), program.err());
    }

    @Test
    void validation_is_also_an_object() throws IOException {
        program.file("topo.yaml", GOOD.replace("vid: 7", "vid: 0"));
        assertEquals(4, program.run("validate", "-o", "json", "topo.yaml"));
        var object = JsonParser.parseString(program.out()).getAsJsonObject();
        assertFalse(object.get("valid").getAsBoolean());
        var first = object.getAsJsonArray("diagnostics").get(0).getAsJsonObject();
        assertEquals("error", first.get("severity").getAsString());
        assertEquals("topo.yaml", first.get("file").getAsString());
        assertEquals(7, first.get("line").getAsInt());
        assertEquals(10, first.get("column").getAsInt());
        assertEquals("nets.shop.vid", first.get("object").getAsString());
    }

    @Test
    void errors_of_inventory_and_topology_come_in_one_run() throws IOException {
        program.file("topo.yaml", GOOD.replace("vid: 7", "vid: 0")).file("hosts.ini", "a ansible_port=many\n");
        assertEquals(4, program.run("-i", "hosts.ini", "topo.yaml"));
        assertTrue(program.err().contains("hosts.ini:1:3: error: a.ansible_port: "), program.err());
        assertTrue(program.err().contains("topo.yaml:7:10: error: nets.shop.vid: "), program.err());
        assertTrue(program.err().endsWith("lsdn-deploy: 2 errors; nothing was contacted\n"), program.err());
    }

    @Test
    void a_phys_that_nobody_claims_is_shown_where_it_stands() throws IOException {
        program.file("topo.yaml", GOOD);
        assertEquals(4, program.run("-i", "elsewhere,", "topo.yaml"));
        assertTrue(program.err().startsWith("topo.yaml:2:3: error: physes.a: no host "), program.err());
    }

    @Test
    void a_limit_that_nobody_matches_is_wrong_input() throws IOException {
        program.file("topo.yaml", GOOD);
        assertEquals(4, program.run("-i", "a,", "-l", "!a", "topo.yaml"));
        assertTrue(program.err().contains("no host of the inventory matches --limit !a"), program.err());
    }

    @Test
    void options_may_stand_before_their_command() throws IOException {
        program.file("hosts.ini", "[rack]\na\nb\n");
        assertEquals(0, program.run("-i", "hosts.ini", "--limit", "b", "inventory", "--list"));
        assertTrue(program.out().contains("\"b\""), program.out());
        assertFalse(program.out().contains("\"a\""), program.out());
    }

    @Test
    void the_environment_comes_before_the_file_and_the_command_line_before_both() throws IOException {
        program.file("lsdn-deploy.cfg", "[defaults]\n# comment\ninventory = one,\n");
        assertEquals(0, program.run("inventory", "--graph"));
        assertTrue(program.out().contains("--one"), program.out());
        program.with("LSDN_INVENTORY", "two,");
        assertEquals(0, program.run("inventory", "--graph"));
        assertTrue(program.out().contains("--two") && !program.out().contains("--one"), program.out());
        assertEquals(0, program.run("inventory", "--graph", "-i", "three,"));
        assertTrue(program.out().contains("--three") && !program.out().contains("--two"), program.out());
    }

    @Test
    void a_wrong_value_that_is_not_on_the_command_line_is_named_where_it_stands() throws IOException {
        program.file("lsdn-deploy.cfg", "[defaults]\nforks = many\n");
        assertEquals(5, program.run("-i", "a,", "topo.yaml"));
        assertTrue(program.err().contains("lsdn-deploy.cfg:2: invalid value for option '--forks'"), program.err());
        program.with("LSDN_FORKS", "few");
        assertEquals(5, program.run("-i", "a,", "topo.yaml"));
        assertTrue(program.err().contains("LSDN_FORKS: invalid value for option '--forks'"), program.err());
    }

    @Test
    void an_unknown_key_of_the_file_is_an_error_and_an_unknown_variable_a_warning() throws IOException {
        program.with("LSDN_FROKS", "3");
        program.run("--version");
        assertEquals(
                "lsdn-deploy: warning: the variable LSDN_FROKS is not used: no option is called froks;"
                        + " did you mean forks?\n",
                program.err());
        program.file("lsdn-deploy.cfg", "froks = 3\n");
        assertEquals(5, program.run("-i", "a,", "topo.yaml"));
        assertTrue(
                program.err().contains("lsdn-deploy.cfg:1: no option is called froks; did you mean forks?"),
                program.err());
    }

    @Test
    void a_defect_of_ours_is_1_with_one_line_and_a_file() throws IOException {
        assertEquals(1, program.run(new PrintStream(new Broken(), true, StandardCharsets.UTF_8), "--version"));
        Matcher file = Pattern.compile("report it with (\\S+)\n$").matcher(program.err());
        assertTrue(file.find(), program.err());
        assertEquals(1, program.err().lines().count());
        Path report = Path.of(file.group(1));
        assertTrue(Files.readString(report).contains("disk on fire"));
        Files.delete(report);
    }

    /** Nobody expects this of a stream. */
    private static final class Broken extends OutputStream {
        @Override
        public void write(int b) {
            throw new UncheckedIOException(new IOException("disk on fire"));
        }
    }
}
