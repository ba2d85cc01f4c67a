package io.lsdn.tests.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.LabVirt;
import io.lsdn.tests.lab.NamespaceLab;
import io.lsdn.tests.lab.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names that would mean something to a shell, on their way through inventory, topology and command line to a real sshd. Each tries to
 * leave a file; none may. What a name may be is used as it is, what it may not be is refused before anything is contacted.
 */
@Tag("namespaces")
@Timeout(300)
final class HostileNamesTest {
    private static final String SECRET = "hunter2-is-not-to-be-seen";

    @TempDir
    private Path directory;

    private final NamespaceLab lab;
    private final LabHost host;

    HostileNamesTest() {
        Needs.namespaces();
        lab = NamespaceLab.open(LabSpec.of("a"));
        host = lab.host("a");
    }

    @BeforeEach
    void virt() {
        lab.addVirts(List.of(LabVirt.of("s1", "a", "tap1", "00:00:00:00:04:01", "10.9.0.1/24")));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    /** The ways to make a shell run something, each of which would leave the file. */
    private List<String> attacks() {
        String touch = "touch " + proof();
        List<String> all = List.of(
                ";" + touch + ";",
                "$(" + touch + ")",
                "\n" + touch + "\n",
                "-oProxyCommand=" + touch,
                "`" + touch + "`",
                "'$(" + touch + ")'",
                "\"$(" + touch + ")\"",
                "|" + touch,
                "-x;" + touch);
        int count = Boolean.getBoolean("lsdn.all") ? all.size() : 4;
        System.out.println(
                count + " of " + all.size() + " ways" + (count < all.size() ? "; ./test --all tries all" : ""));
        return all.subList(0, count);
    }

    private Path proof() {
        return directory.resolve("proof");
    }

    private void nothingRan(String what) {
        assertTrue(Files.notExists(proof()), what);
    }

    private static String yaml(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    private String topology(String phys) throws IOException {
        return Files.writeString(directory.resolve("topo.yaml"), """
                settings:
                  default: {type: vxlan/e2e}
                physes:
                  p: {if: eth0, ip: 172.16.0.1}
                nets:
                  shop:
                    vid: 1
                    virts:
                      s1: {phys: p, if: tap1}
                """.replace("p:", phys + ":")
                        .replace("phys: p", "phys: " + phys))
                .toString();
    }

    /** The host, under any name and with any variables. */
    private Cli.Ended deploy(String name, String... variables) throws Exception {
        var vars = new ArrayList<>(List.of(
                "ansible_host: \"" + host.address() + "\"",
                "ansible_user: root",
                "ansible_ssh_private_key_file: " + host.keyFile(),
                "ansible_ssh_common_args: -o UserKnownHostsFile=" + host.knownHosts(),
                "lsdn_phys: p"));
        for (String v : variables) {
            vars.removeIf(old -> old.startsWith(v.substring(0, v.indexOf(':') + 1)));
            vars.add(v);
        }
        if (vars.stream().noneMatch(v -> v.startsWith("lsdn_dir:"))) {
            vars.add("lsdn_dir: " + host.lsdnDir());
        }
        Path inventory = Files.writeString(
                directory.resolve("hosts.yml"),
                "all:\n  hosts:\n    " + yaml(name) + ":\n      " + String.join("\n      ", vars) + "\n");
        return Cli.run(
                directory, "-v", "-i", inventory.toString(), "-o", "json", "--confirm-timeout", "10s", topology("p"));
    }

    /** It did what was asked for, or refused it by itself; and nobody else did anything. */
    private void harmless(Cli.Ended ended, String what, Integer... exits) {
        nothingRan(what);
        assertTrue(Set.of(exits).contains(ended.exit()), what + " gave " + ended);
        assertTrue(!ended.err().contains("\tat "), ended.err());
    }

    @Test
    void in_names_addresses_users_and_paths() throws Exception {
        for (String attack : attacks()) {
            harmless(deploy(attack), "host name " + attack, 0, 4);
            harmless(deploy("a", "ansible_host: " + yaml(attack)), "ansible_host " + attack, 3, 4);
            harmless(deploy("a", "ansible_user: " + yaml(attack)), "ansible_user " + attack, 3, 4);
            harmless(deploy("a", "lsdn_java: " + yaml("/opt" + "/" + attack)), "lsdn_java " + attack, 2, 4);
            harmless(
                    deploy("a", "ansible_become: true", "ansible_become_user: " + yaml(attack)),
                    "ansible_become_user " + attack,
                    2,
                    4);
            harmless(
                    deploy("a", "ansible_ssh_common_args: " + yaml("-o UserKnownHostsFile=" + attack)),
                    "ansible_ssh_common_args " + attack,
                    3,
                    4);
        }
    }

    @Test
    void a_directory_is_called_as_it_is_called() throws Exception {
        for (String attack : attacks()) {
            // A path has its own slashes.
            String odd = "odd " + attack.replace("/", "_") + " *'\"";
            Path dir = directory.resolve("dirs").resolve(odd);
            Cli.Ended ended = deploy("a", "lsdn_dir: " + yaml(dir.toString()));
            harmless(ended, "lsdn_dir " + attack, 0, 4);
            assertEquals(attack.contains("\n") ? 4 : 0, ended.exit(), ended.err());
            assertEquals(!attack.contains("\n"), Files.isDirectory(dir.resolve("cache")), attack);
        }
    }

    @Test
    void in_the_topology_and_on_the_command_line() throws Exception {
        String inventory = lab.inventory().toString();
        for (String attack : attacks()) {
            for (String place : List.of("NET", "VIRT", "SETTING", "IFACE", "PHYS")) {
                String text = """
                        settings: {"SETTING": {type: vxlan/e2e}}
                        physes: {a: {if: eth0, ip: 172.16.0.1}}
                        nets: {"NET": {vid: 1, settings: "SETTING", virts: {"VIRT": {phys: "PHYS", if: "IFACE"}}}}
                        """.replace("\"" + place + "\"", yaml(attack));
                text = text.replace("SETTING", "s")
                        .replace("NET", "n")
                        .replace("VIRT", "v")
                        .replace("PHYS", "a")
                        .replace("IFACE", "tap1");
                String file =
                        Files.writeString(directory.resolve("odd.yaml"), text).toString();
                Cli.Ended ended = Cli.run(directory, "-i", inventory, "-o", "json", "--confirm-timeout", "10s", file);
                harmless(ended, place + " " + attack, 0, 2, 4);
            }
            String good = topology("a");
            harmless(Cli.run(directory, "-i", inventory, "--context=" + attack, good), "context " + attack, 4, 5);
            harmless(Cli.run(directory, "-i", inventory, "--limit=" + attack, good), "limit " + attack, 4, 5);
            harmless(Cli.run(directory, "-i", attack + ",", good), "-i " + attack, 3, 4, 5);
        }
    }

    @Test
    void secrets_are_nowhere() throws Exception {
        Cli.Ended ended = deploy("a", "ansible_password: " + SECRET, "ansible_become_password: " + SECRET);
        assertEquals(0, ended.exit(), ended.err());
        Path inventory = directory.resolve("hosts.yml");
        var seen = new StringBuilder(ended.out() + ended.err());
        String topology = topology("p").toString();
        Files.writeString(Path.of(topology), Files.readString(Path.of(topology)).replace("vid: 1", "vid: 2"));
        Cli.Ended watched = Cli.watch(
                directory,
                line -> {
                    if (line.startsWith("==")) {
                        seen.append(commandLines());
                    }
                    return false;
                },
                "-vvv",
                "-i",
                inventory.toString(),
                "--confirm-timeout",
                "10s",
                "--junit",
                "junit.xml",
                "--report",
                "report.html",
                topology);
        assertEquals(0, watched.exit(), watched.out());
        assertNotEquals(-1, seen.indexOf("host-runner"), "the processes were looked at");
        seen.append(watched.out());
        Files.writeString(Path.of(topology), Files.readString(Path.of(topology)).replace("vid: 2", "vid: 3"));
        Cli.Ended planned = Cli.run(directory, "-i", inventory.toString(), "--plan", "p", topology);
        seen.append(planned.out()).append(planned.err());
        seen.append(Cli.run(directory, "history", "-o", "json").out());
        assertEquals(-1, seen.indexOf(SECRET), "in what was said");
        Files.delete(inventory);
        for (Path root : List.of(directory, Path.of(host.lsdnDir()))) {
            try (var files = Files.walk(root)) {
                for (Path f : files.filter(Files::isRegularFile).toList()) {
                    String content = Files.readString(f, java.nio.charset.StandardCharsets.ISO_8859_1);
                    assertTrue(!content.contains(SECRET), "in " + f);
                }
            }
        }
        assertTrue(Files.exists(directory.resolve("p")) && Files.exists(directory.resolve("report.html")));
    }

    private static String commandLines() throws IOException {
        var all = new StringBuilder();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path p : processes) {
                try {
                    all.append(Files.readString(p.resolve("cmdline"), java.nio.charset.StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    all.append("(gone)");
                }
            }
        }
        return all.toString();
    }
}
