package io.lsdn.controller.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.DiagnosticPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostVariablesTest {
    @TempDir
    private Path folder;

    private HostVariables.Reading read(String iniVariables) throws IOException {
        Files.writeString(folder.resolve("hosts.ini"), "h " + iniVariables + "\n");
        return only("hosts.ini");
    }

    private HostVariables.Reading readYaml(String flow) throws IOException {
        Files.writeString(folder.resolve("hosts.yml"), "all: {hosts: {h: " + flow + "}}\n");
        return only("hosts.yml");
    }

    private HostVariables.Reading only(String source) {
        var loaded = new InventoryLoader(folder, Map.of()).load(List.of(source));
        assertEquals(List.of(), loaded.diagnostics());
        return HostVariables.of(loaded.inventory().host("h").orElseThrow());
    }

    private static HostVariables good(HostVariables.Reading reading) {
        assertEquals(List.of(), reading.diagnostics());
        return reading.variables();
    }

    @Test
    void a_host_without_variables_has_the_defaults() throws IOException {
        var none = Optional.<String>empty();
        var become = new Become(Optional.empty(), none, Optional.empty(), none, none);
        assertEquals(
                new HostVariables(
                        "h",
                        ConnectionKind.SSH,
                        none,
                        Optional.empty(),
                        none,
                        Optional.empty(),
                        none,
                        none,
                        none,
                        none,
                        become,
                        Optional.empty(),
                        "/var/lib/lsdn",
                        none),
                good(read("")));
        assertEquals("h", good(read("")).target());
        assertEquals(List.of("h"), good(read("")).claims());
    }

    @Test
    void every_variable_reaches_its_field() throws IOException {
        var become = new Become(
                Optional.of(true),
                Optional.of("admin"),
                Optional.of(new Secret("bpw")),
                Optional.of("/opt/sudo"),
                Optional.of("-n -H"));
        assertEquals(
                new HostVariables(
                        "h",
                        ConnectionKind.LOCAL,
                        Optional.of("192.0.2.7"),
                        Optional.of(2207),
                        Optional.of("ops"),
                        Optional.of(new Secret("spw")),
                        Optional.of("~/.ssh/k"),
                        Optional.of("-C"),
                        Optional.of("-o ProxyJump=b"),
                        Optional.of("-v"),
                        become,
                        Optional.of(List.of("p1", "p2")),
                        "/srv/l",
                        Optional.of("/opt/jdk")),
                good(read("ansible_connection=local ansible_host=192.0.2.7 ansible_port=2207 ansible_user=ops"
                        + " ansible_password=spw ansible_ssh_private_key_file=~/.ssh/k ansible_ssh_args=-C"
                        + " ansible_ssh_common_args='-o ProxyJump=b' ansible_ssh_extra_args=-v ansible_become=yes"
                        + " ansible_become_user=admin ansible_become_password=bpw ansible_become_exe=/opt/sudo"
                        + " ansible_become_flags='-n -H' ansible_become_method=sudo lsdn_phys=\"['p1','p2']\""
                        + " lsdn_dir=/srv/l lsdn_java=/opt/jdk")));
    }

    @Test
    void the_older_names_win_over_the_newer_as_in_the_ssh_plugin() throws IOException {
        var v = good(read("ansible_host=new ansible_ssh_host=old ansible_port=1 ansible_ssh_port=2 ansible_user=nu"
                + " ansible_ssh_user=ou ansible_password=a ansible_ssh_pass=b ansible_ssh_password=c"
                + " ansible_private_key_file=x ansible_ssh_private_key_file=y ansible_become_password=d"
                + " ansible_become_pass=e ansible_sudo_pass=f ansible_become_user=g ansible_sudo_user=i"));
        assertEquals("old", v.target());
        assertEquals(Optional.of(2), v.port());
        assertEquals(Optional.of("ou"), v.user());
        assertEquals(Optional.of(new Secret("c")), v.password());
        assertEquals(Optional.of("y"), v.privateKeyFile());
        assertEquals(Optional.of(new Secret("f")), v.become().password());
        assertEquals(Optional.of("i"), v.become().user());
    }

    @Test
    void a_null_counts_as_not_given() throws IOException {
        var v = good(readYaml("{ansible_host: a, ansible_ssh_host: null, ansible_port: ~, lsdn_dir: null}"));
        assertEquals("a", v.target());
        assertEquals(Optional.empty(), v.port());
        assertEquals("/var/lib/lsdn", v.directory());
    }

    @Test
    void numbers_are_taken_as_text_where_text_is_meant() throws IOException {
        var v = good(read("ansible_user=1000 ansible_password=12345 ansible_host=10.1 lsdn_phys=7"));
        assertEquals(Optional.of("1000"), v.user());
        assertEquals(Optional.of(new Secret("12345")), v.password());
        assertEquals("10.1", v.target());
        assertEquals(List.of("7"), v.claims());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"lsdn_phys=a|a", "lsdn_phys=a,b|a b", "lsdn_phys=1,2|1 2", "lsdn_phys='[\"a\", \"b\"]'|a b"})
    void physes_are_one_name_or_several(String variables, String names) throws IOException {
        assertEquals(List.of(names.split(" ")), good(read(variables)).claims());
    }

    @Test
    void an_empty_list_of_physes_claims_none() throws IOException {
        assertEquals(List.of(), good(readYaml("{lsdn_phys: []}")).claims());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ansible_port=0|inventory-port",
                "ansible_port=65536|inventory-port",
                "ansible_port=abc|inventory-port",
                "ansible_port=22.5|inventory-port",
                "ansible_port=True|inventory-port",
                "ansible_port=-1|inventory-port",
                "ansible_ssh_port=99999999999999999999|inventory-port",
                "ansible_host=|inventory-variable-value",
                "ansible_host=[1]|inventory-variable-type",
                "ansible_user=\"'a\\\\nb'\"|inventory-variable-value",
                "ansible_become=maybe|inventory-variable-type",
                "ansible_become_method=doas|inventory-variable-value",
                "ansible_connection=winrm|inventory-variable-value",
                "lsdn_dir=var/lib|inventory-path",
                "lsdn_dir=|inventory-path",
                "lsdn_java=java|inventory-path",
                "lsdn_phys=\"{'a':1}\"|inventory-variable-type",
                "lsdn_phys=\"['a',['b']]\"|inventory-variable-type",
                "lsdn_phys=\"['a',None]\"|inventory-variable-type",
                "lsdn_phys=a,,b|inventory-variable-value",
                "lsdn_phys=a,a|inventory-variable-value",
                "ansible_host=\"{{ x }}\"|inventory-jinja",
                "lsdn_phys=\"['{{ x }}']\"|inventory-jinja"
            })
    void what_cannot_be_used_is_an_error_at_its_place(String variables, String code) throws IOException {
        var reading = read("other=1 " + variables);
        var first = reading.diagnostics().getFirst();
        assertEquals(code, first.code());
        assertTrue(first.isError());
        assertEquals("hosts.ini:1:11", first.location().orElseThrow().toString());
    }

    @Test
    void templates_and_encrypted_values_matter_only_where_they_are_used() throws IOException {
        var yaml =
                "{motd: '{{ x }}', db_password: !vault 'abc', ansible_python_interpreter: '{{ y }}', ansible_host: a}";
        assertEquals("a", good(readYaml(yaml)).target());
        var reading =
                readYaml("{ansible_password: !vault 'abc', ansible_host: '{{ x }}', ansible_user: !unsafe '{{u}}'}");
        assertEquals(
                List.of("inventory-vault", "inventory-jinja"),
                reading.diagnostics().stream()
                        .map(Diagnostic::code)
                        .sorted(java.util.Comparator.reverseOrder())
                        .toList());
        assertEquals(Optional.of("{{u}}"), reading.variables().user());
    }

    @Test
    void a_misspelt_variable_of_ours_is_a_warning() throws IOException {
        var reading = read("lsdn_phy=a");
        assertEquals(
                "hosts.ini:1:3: warning: h: nothing reads the variable lsdn_phy; lsdn_phys, lsdn_dir, lsdn_java are"
                        + " known; did you mean lsdn_phys? [inventory-unknown-variable]\n    h lsdn_phy=a\n      ^",
                DiagnosticPrinter.print(reading.diagnostics().getFirst()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ansible_password=hunter2 ansible_port=0",
                "ansible_password='hunter2 and' ansible_port=0 ansible_become_pass=hunter3",
                "ansible_become_password=\"hunter2\" ansible_port=0",
                "api_token=hunter2 ansible_port=0"
            })
    void a_password_shows_nowhere(String variables) throws IOException {
        var reading = read(variables);
        var loaded = new InventoryLoader(folder, Map.of()).load(List.of("hosts.ini"));
        var told = DiagnosticPrinter.print(reading.diagnostics().getFirst());
        var all = List.of(
                told,
                reading.toString(),
                loaded.toString(),
                loaded.inventory().hosts().values().toString());
        assertFalse(all.toString().contains("hunter"), all::toString);
        assertTrue(told.contains("ansible_port=0"), told);
    }
}
