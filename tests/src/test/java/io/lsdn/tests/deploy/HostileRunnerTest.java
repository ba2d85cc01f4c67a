package io.lsdn.tests.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.wire.Codec;
import io.lsdn.netmodel.wire.Frames;
import io.lsdn.netmodel.wire.Protocol;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.LabVirt;
import io.lsdn.tests.lab.NamespaceLab;
import io.lsdn.tests.lab.Needs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hosts whose runner is anything but: what calls itself Java there answers garbage, too much, or never. Each spoils the rollout, none
 * hangs the controller, fills its memory or its log. All at once, since those that never answer take a minute.
 */
@Tag("namespaces")
@Timeout(300)
final class HostileRunnerTest {
    /** What the host's Java does instead. */
    private static final Map<String, String> KINDS = kinds();

    @TempDir
    private Path directory;

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("ends", "exit 3");
        kinds.put("garbage", "exec cat /dev/urandom");
        kinds.put("zeros", "exec cat /dev/zero");
        kinds.put("words", "exec yes");
        kinds.put("line", "exec cat /dev/zero >&2");
        kinds.put("lines", "exec yes what happens >&2");
        kinds.put("silent", "exec sleep 1000");
        kinds.put("mute", "cat $here/hello; exec sleep 1000");
        kinds.put("beats", "cat $here/hello; while cat $here/beat; do :; done");
        kinds.put("dribble", "cat $here/hello; printf '\\003\\000\\000\\000'; while printf x; do sleep 1; done");
        return kinds;
    }

    @AfterEach
    void endThem() throws IOException {
        try (var files = Files.list(directory)) {
            for (Path pid : files.filter(f -> f.toString().endsWith(".pid")).toList()) {
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Test
    void none_hangs_or_fills_the_controller() throws Exception {
        Needs.namespaces();
        var names = new ArrayList<String>();
        names.add("good");
        names.addAll(KINDS.keySet());
        try (var lab = NamespaceLab.open(LabSpec.of(names.toArray(String[]::new)))) {
            lab.addVirts(List.of(LabVirt.of("s1", "good", "tap1", "00:00:00:00:03:01", "10.9.0.1/24")));
            Set<String> before = HostState.of(lab, lab.host("good"));
            Path more = inventory();
            Cli.Ended ended = Cli.run(
                    directory,
                    "-v",
                    "-i",
                    lab.inventory().toString(),
                    "-i",
                    more.toString(),
                    "-o",
                    "json",
                    "--confirm-timeout",
                    "10s",
                    topology(lab.hosts()));
            assertEquals(2, ended.exit(), ended.out());
            assertEquals("failed", ended.outcome());
            assertEquals("skipped", ended.outcomeOf("good"));
            for (String kind : KINDS.keySet()) {
                assertEquals("failed", ended.outcomeOf(kind), ended.out());
                System.out.println(kind + ": "
                        + ended.json()
                                .getAsJsonObject("hosts")
                                .getAsJsonObject(kind)
                                .get("error"));
            }
            assertEquals(List.of(), HostState.difference(before, HostState.of(lab, lab.host("good"))));
            assertTrue(ended.out().length() < 100_000, "so much: " + ended.out().length());
            // Two of them log without end; a million characters each are passed on, with the host's name before each
            // line.
            assertTrue(
                    ended.err().length() < 6_000_000, "so much: " + ended.err().length());
            assertTrue(!ended.err().contains("Exception") && !ended.err().contains("\tat "), "a stack trace");
        }
    }

    private Path inventory() throws IOException {
        Files.write(directory.resolve("hello"), frame(new Reply.Hello(Protocol.VERSION, "6.1", "evil", 1)));
        Files.write(directory.resolve("beat"), frame(new Reply.HeartbeatAck(1)));
        var text = new StringBuilder("all:\n  hosts:\n");
        for (var kind : KINDS.entrySet()) {
            Path home = Files.createDirectories(
                    directory.resolve("java-" + kind.getKey()).resolve("bin"));
            Files.writeString(home.resolveSibling("release"), "JAVA_VERSION=\"25\"\n");
            Path java = Files.writeString(
                    home.resolve("java"),
                    "#!/bin/sh\nhere=" + directory + "\necho $$ > $here/" + kind.getKey() + ".pid\n" + kind.getValue()
                            + "\n");
            Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
            text.append("    ")
                    .append(kind.getKey())
                    .append(": {lsdn_java: ")
                    .append(home.getParent())
                    .append("}\n");
        }
        return Files.writeString(directory.resolve("more.yml"), text);
    }

    private static byte[] frame(Reply reply) throws IOException {
        var out = new ByteArrayOutputStream();
        Frames.write(out, new Codec().encode(reply, Reply.class));
        return out.toByteArray();
    }

    private String topology(List<LabHost> hosts) throws IOException {
        var text = new StringBuilder("settings:\n  default: {type: vxlan/e2e}\nphyses:\n");
        hosts.forEach(h -> text.append("  %s: {if: eth0, ip: 172.16.0.%d}\n".formatted(h.name(), h.number())));
        text.append("nets:\n  shop:\n    vid: 1\n    attach: [");
        text.append(String.join(", ", hosts.stream().map(LabHost::name).toList()));
        text.append("]\n    virts:\n      s1: {phys: good, if: tap1}\n");
        return Files.writeString(directory.resolve("topo.yaml"), text).toString();
    }
}
