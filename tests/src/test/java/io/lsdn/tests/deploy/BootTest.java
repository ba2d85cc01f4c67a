package io.lsdn.tests.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lsdn.tests.lab.CommandResult;
import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.LabVirt;
import io.lsdn.tests.lab.NamespaceLab;
import io.lsdn.tests.lab.Needs;
import io.lsdn.tests.lab.RootShell;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hosts that lose what they had: VMs that are started anew, a machine that is. The command that boot install leaves there is run
 * as systemd would, on real kernels.
 */
@Tag("namespaces")
@Timeout(300)
final class BootTest {
    private static final String TOPOLOGY = """
            settings:
              default: {type: vxlan/e2e}
            physes:
              a: {if: eth0, ip: 172.16.0.1}
              b: {if: eth0, ip: 172.16.0.2}
            nets:
              shop:
                vid: 1
                virts:
                  s1: {phys: a, if: tap1, rate: {in: {avg: 100mbit}}, rules: [{direction: in, prio: 1, action: drop, src_ip: 10.9.9.9}]}
                  s2: {phys: b, if: tap1}
                  s3: {phys: a, if: tap2}
            """;
    private static final LabVirt S1 = LabVirt.of("s1", "a", "tap1", "00:00:00:00:01:01", "10.9.0.1/24");
    private static final LabVirt S2 = LabVirt.of("s2", "b", "tap1", "00:00:00:00:01:02", "10.9.0.2/24");
    private static final LabVirt S3 = LabVirt.of("s3", "a", "tap2", "00:00:00:00:01:03", "10.9.0.3/24");
    private static final Pattern CHOSEN =
            Pattern.compile("((^|ether )([0-9a-f]{2}:){5}[0-9a-f]{2}| handle 0x[0-9a-f]+|^tap\\d inet6 fe80::\\S+)");

    @TempDir
    private Path directory;

    private final Lab lab;
    private final LabHost a;

    BootTest() {
        Needs.namespaces();
        lab = NamespaceLab.open(LabSpec.of("a", "b"));
        a = lab.host("a");
    }

    @BeforeEach
    void virts() {
        lab.addVirts(List.of(S1, S2));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private Cli.Ended deploy(String... more) throws Exception {
        var arguments = new ArrayList<>(List.of("-i", lab.inventory().toString(), "-o", "json"));
        arguments.addAll(List.of(more));
        arguments.add(
                Files.writeString(directory.resolve("topo.yaml"), TOPOLOGY).toString());
        return Cli.run(directory, arguments.toArray(String[]::new));
    }

    private Cli.Ended command(String... words) throws Exception {
        var arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("-i", lab.inventory().toString(), "-o", "json"));
        return Cli.run(directory, arguments.toArray(String[]::new));
    }

    private static JsonObject of(JsonObject json, String host) {
        return json.getAsJsonObject("hosts").getAsJsonObject(host);
    }

    private JsonObject status() throws Exception {
        Cli.Ended ended = command("status");
        assertEquals(0, ended.exit(), ended.err());
        return of(ended.json(), "a");
    }

    private static List<String> lines(JsonArray array) {
        return array.asList().stream()
                .map(e -> e.isJsonObject() ? e.getAsJsonObject().get("code").getAsString() : e.getAsString())
                .toList();
    }

    /** What the host is told to run, run there. */
    private CommandResult boot() {
        return lab.run(a, "sh " + RootShell.quote(a.lsdnDir() + "/boot.d/run.sh"));
    }

    private static List<String> assertDone(CommandResult result) {
        assertEquals(0, result.exit(), result.output() + result.err());
        return result.output().lines().toList();
    }

    /** But for what is chosen anew when an interface is made anew. */
    private Set<String> state() {
        var all = new java.util.TreeSet<String>();
        HostState.of(lab, a).forEach(l -> all.add(CHOSEN.matcher(l).replaceAll("(chosen)")));
        return all;
    }

    @Test
    void taps_that_come_and_go_and_a_machine_that_is_started_anew() throws Exception {
        Cli.Ended missing = deploy();
        assertEquals(2, missing.exit());
        assertEquals(
                "virt-interface-missing",
                of(missing.json(), "a").getAsJsonObject("error").get("code").getAsString());

        Cli.Ended deployed = deploy("--pending");
        assertEquals("committed", deployed.outcome());
        assertTrue(lines(of(deployed.json(), "a").getAsJsonArray("warnings")).contains("pending"), deployed.out());
        JsonObject status = status();
        assertEquals(List.of(), lines(status.getAsJsonArray("drift")));
        assertEquals(List.of("virt s3 of net shop waits for interface tap2"), lines(status.getAsJsonArray("pending")));

        Cli.Ended install = command("boot", "install");
        assertEquals(2, install.exit(), install.out());
        JsonObject error = of(install.json(), "a").getAsJsonObject("error");
        assertEquals("no-systemd", error.get("code").getAsString());
        assertTrue(
                error.get("hint").getAsString().endsWith("run: sh " + a.lsdnDir() + "/boot.d/run.sh"), install.out());

        long began = System.nanoTime();
        assertEquals(
                "context lsdn: generation 1, nothing to do", assertDone(boot()).getFirst());
        System.out.println("boot with nothing to do: " + (System.nanoTime() - began) / 1_000_000 + " ms");

        lab.addVirt(S3);
        assertEquals(1, assertDone(boot()).size());
        assertTrue(lab.reaches(S3, "10.9.0.2") && lab.reaches(S1, "10.9.0.3"));
        Set<String> whole = state();

        lab.removeVirts(List.of(S1));
        assertEquals(
                "context lsdn: pending: virt s1 of net shop waits for interface tap1",
                assertDone(boot()).getLast());
        lab.addVirt(S1);
        assertEquals(
                List.of("master of tap1 is missing"),
                lines(status().getAsJsonArray("drift")).stream()
                        .filter(l -> l.startsWith("master"))
                        .toList());
        assertDone(boot());
        assertTrue(lab.reaches(S1, "10.9.0.2"));
        assertEquals(List.of(), HostState.difference(whole, state()));

        startAnew();
        assertEquals(
                List.of(
                        "context lsdn: pending: virt s1 of net shop waits for interface tap1",
                        "context lsdn: pending: virt s3 of net shop waits for interface tap2"),
                assertDone(boot()).subList(1, 3));
        lab.addVirts(List.of(S1, S3));
        assertDone(boot());
        assertTrue(lab.reaches(S1, "10.9.0.2") && lab.reaches(S3, "10.9.0.1"));
        assertEquals(List.of(), HostState.difference(whole, state()));
        assertEquals("unchanged", deploy().outcome());

        assertEquals(
                "removed",
                of(command("boot", "remove").json(), "a").get("outcome").getAsString());
        Cli.Ended again = command("boot", "remove");
        assertEquals(0, again.exit());
        assertEquals("unchanged", of(again.json(), "a").get("outcome").getAsString());
        assertTrue(Files.notExists(Path.of(a.lsdnDir(), "boot.d")));
        cleanUp(whole);
    }

    /** What was set on the interfaces is known still, so it can be taken back. */
    private void cleanUp(Set<String> whole) throws Exception {
        assertEquals("committed", command("cleanup").outcome());
        assertTrue(whole.stream().anyMatch(l -> l.contains("lsdn-")));
        assertEquals(
                List.of(), state().stream().filter(l -> l.contains("lsdn-")).toList());
    }

    /** The kernel has nothing any more, and the VMs are not started yet. */
    private void startAnew() {
        lab.removeVirts(List.of(S1, S3));
        CommandResult gone = lab.run(
                a,
                "for l in $(ls /sys/class/net); do case $l in lsdn-*) ip link del $l || exit 1 ;; esac; done;"
                        + " tc qdisc del dev eth0 clsact; ip -o link show | grep -c lsdn- || true");
        assertEquals("0", gone.output().strip(), gone.err());
    }

    @Test
    void several_that_are_told_at_once_wait_for_each_other() throws Exception {
        assertEquals("committed", deploy("--pending").outcome());
        command("boot", "install");
        startAnewWithoutVirts();
        String run = "sh " + RootShell.quote(a.lsdnDir() + "/boot.d/run.sh");
        CommandResult all = lab.run(
                a,
                "for i in 1 2 3 4; do { " + run
                        + " || echo failed $?; } & done; wait; ip -o link show | grep -c lsdn- || true");
        assertTrue(!all.output().contains("failed") && !all.output().endsWith("\n0\n"), all.output() + all.err());
        assertEquals(List.of(), lines(status().getAsJsonArray("drift")));
    }

    private void startAnewWithoutVirts() {
        lab.run(a, "for l in $(ls /sys/class/net); do case $l in lsdn-*) ip link del $l ;; esac; done");
    }

    /** systemd and udev are scripts that note how they are called, and their directories are empty ones, for this process only. */
    @Test
    void an_installation_by_way_of_the_command_line_and_the_runner() throws Exception {
        Path programs = Files.createDirectory(directory.resolve("bin"));
        for (String program : List.of("systemctl", "udevadm")) {
            Path file = Files.writeString(
                    programs.resolve(program), "#!/bin/sh\necho " + program + " \"$@\" >>" + directory + "/calls\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(
                directory.resolve("hosts.ini"), "h ansible_connection=local lsdn_dir=" + directory + "/lsdn\n");
        String private_ = """
                set -e
                mkdir -p /etc/systemd/system /etc/udev /run/systemd /run/udev
                for d in /etc/systemd/system /etc/udev /run/systemd /run/udev; do mount -t tmpfs none $d; done
                mkdir /run/systemd/system
                : >/run/udev/control
                export PATH=%s:$PATH
                "$@"
                cp /etc/systemd/system/* /etc/udev/rules.d/* %s
                """.formatted(programs, directory);
        var words = new ArrayList<>(List.of("unshare", "-mn", "sh", "-c", private_, "private"));
        words.addAll(Cli.command("-Dlsdn.stdin.tty=false"));
        words.addAll(List.of("boot", "install", "-i", "hosts.ini", "-o", "json"));
        Process process = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectError(directory.resolve("errors").toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out + Files.readString(directory.resolve("errors")));
        assertEquals(
                "{\"hosts\":{\"h\":{\"outcome\":\"installed\",\"files\":[\"/etc/systemd/system/lsdn-boot.service\","
                        + "\"/etc/systemd/system/lsdn-boot.path\",\"/etc/udev/rules.d/90-lsdn-boot.rules\"],\"error\":null}}}",
                JsonParser.parseString(out).toString());
        assertTrue(Files.readAllLines(directory.resolve("calls")).contains("systemctl restart lsdn-boot.path"));
        verify();
    }

    private void verify() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "needs systemd-analyze");
        CommandResult verified = RootShell.local()
                .run("cd " + directory + " && systemd-analyze verify ./lsdn-boot.service ./lsdn-boot.path 2>&1", "");
        assertEquals("", verified.output());
        assertEquals(0, verified.exit());
    }
}
