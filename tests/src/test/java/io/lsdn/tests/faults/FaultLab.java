package io.lsdn.tests.faults;

import io.lsdn.tests.deploy.HostState;
import io.lsdn.tests.lab.HeldProcess;
import io.lsdn.tests.lab.LabDirectory;
import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.LabVirt;
import io.lsdn.tests.lab.NamespaceLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two hosts whose {@code lsdn_dir} is a small file system of its own each, and whose Java is a script that lets the relay
 * between sshd and runner where there is a plan for it.
 */
final class FaultLab implements AutoCloseable {
    static final List<String> HOSTS = List.of("a", "b");

    private static final Path RELAY =
            LabDirectory.SCRIPTS.resolveSibling("faults").resolve("relay.py");
    private static final Pattern CHOSEN_ADDRESS = Pattern.compile("(^|ether )(?:[0-9a-f]{2}:){5}[0-9a-f]{2}");
    /** A bridge numbers its ports as they come; one that went and came again may have another's. */
    private static final Pattern CHOSEN_NUMBER =
            Pattern.compile(" handle 0x[0-9a-f]+| id \\d+(?= tag )| port_(?:id|no) 0x[0-9a-f]+| designated_port \\d+");

    private static final Duration MOUNTING = Duration.ofSeconds(20);

    /** What may be in {@code lsdn_dir} between rollouts. */
    private static final Pattern LASTING =
            Pattern.compile("instance|cache|cache/runner-[0-9a-f-]+\\.(jar|jsa)|lsdn|lsdn/generation-\\d+");

    private final Path directory;
    private final HeldProcess disks;
    private final NamespaceLab lab;

    private FaultLab(Path directory, HeldProcess disks, NamespaceLab lab) {
        this.directory = directory;
        this.disks = disks;
        this.lab = lab;
    }

    /** @param directory empty, for all its files */
    static FaultLab open(Path directory) throws IOException {
        // Before the lab: a host's namespace of mounts is a copy of what is there when its sshd starts.
        HeldProcess disks = HeldProcess.start(List.of("bash", "-c", disks(directory)), MOUNTING);
        try {
            var lab = new FaultLab(directory, disks, NamespaceLab.open(LabSpec.of(HOSTS.toArray(String[]::new))));
            lab.furnish();
            return lab;
        } catch (IOException | RuntimeException e) {
            disks.close();
            throw e;
        }
    }

    private static String disks(Path directory) {
        String all = HOSTS.stream()
                .map(h -> directory.resolve("disk-" + h).toString())
                .collect(Collectors.joining(" "));
        return "trap 'umount -l %s' EXIT; mkdir -p %s; for d in %s; do mount -t tmpfs -o size=64m,mode=755 faults $d || exit 1; done; echo ready; read -r _"
                .formatted(all, all, all);
    }

    private void furnish() throws IOException {
        var virts = new ArrayList<LabVirt>();
        for (int i = 0; i < 2 * HOSTS.size(); i++) {
            String host = HOSTS.get(i % HOSTS.size());
            virts.add(LabVirt.of(
                    "v" + i,
                    host,
                    "tap" + i / HOSTS.size(),
                    "00:00:00:00:04:%02x".formatted(i),
                    "10.9.0." + (i + 1) + "/24"));
        }
        lab.addVirts(virts);
        for (LabHost host : lab.hosts()) {
            Files.createDirectories(disk(host).resolve("lsdn"));
            java(host);
        }
        var text = new StringBuilder("all:\n  hosts:\n");
        lab.hosts()
                .forEach(h -> text.append("    %s: {lsdn_java: %s, lsdn_dir: %s}\n"
                        .formatted(h.name(), directory.resolve("java-" + h.name()), lsdnDir(h))));
        Files.writeString(directory.resolve("more.yml"), text);
    }

    /** A suite starts it some hundred times, so the first one leaves a class archive to the others, as a launcher's controller ships one. */
    private void java(LabHost host) throws IOException {
        Path real = Path.of(System.getProperty("java.home"));
        Path home =
                Files.createDirectories(directory.resolve("java-" + host.name()).resolve("bin"));
        Files.copy(real.resolve("release"), home.resolveSibling("release"));
        Path archive = home.resolveSibling("runner.jsa");
        Path java = Files.writeString(home.resolve("java"), """
                #!/bin/sh
                archive=-XX:SharedArchiveFile=%4$s
                [ -e %4$s ] || archive=-XX:ArchiveClassesAtExit=%4$s
                [ -e %1$s ] && exec python3 %2$s %1$s %3$s/bin/java $archive "$@"
                exec %3$s/bin/java $archive "$@"
                """.formatted(plan(host), RELAY, real, archive));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    NamespaceLab lab() {
        return lab;
    }

    LabHost host(String name) {
        return lab.host(name);
    }

    Path directory() {
        return directory;
    }

    /** What the relay is to do on a host. */
    Path plan(LabHost host) {
        return directory.resolve("plan-" + host.name());
    }

    private Path disk(LabHost host) {
        return directory.resolve("disk-" + host.name());
    }

    Path lsdnDir(LabHost host) {
        return disk(host).resolve("lsdn");
    }

    /** A file on the disk of a host's {@code lsdn_dir}. */
    Path onDisk(LabHost host, String name) {
        return disk(host).resolve(name);
    }

    /** The arguments that name the hosts. */
    List<String> inventory() {
        return List.of(
                "-i",
                lab.inventory().toString(),
                "-i",
                directory.resolve("more.yml").toString());
    }

    /** Where sshd of a host says who it is, and whom it let in. */
    Path sshd(LabHost host, String suffix) {
        return lab.inventory().resolveSibling("run").resolve(host.name() + suffix);
    }

    Map<String, Set<String>> looks() {
        Map<String, Set<String>> looks = new LinkedHashMap<>();
        lab.hosts().forEach(h -> looks.put(h.name(), look(h)));
        return looks;
    }

    /** But for what the kernel chooses anew when an object is made anew. */
    Set<String> look(LabHost host) {
        return HostState.of(lab, host).stream()
                .map(l -> l.contains("lsdn-") ? CHOSEN_ADDRESS.matcher(l).replaceAll("$1(mac)") : l)
                .map(l -> CHOSEN_NUMBER.matcher(l).replaceAll(""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Processes of the product on the hosts, and of the relay. */
    List<String> processes() throws IOException {
        return processesOf(HOSTS).stream().map(ProductProcess::toString).toList();
    }

    private List<ProductProcess> processesOf(List<String> hosts) throws IOException {
        var all = new ArrayList<ProductProcess>();
        for (String name : hosts) {
            all.addAll(ProductProcess.in(host(name)));
        }
        return all;
    }

    /** Kills what is left of the product on the hosts, and waits until links, sshds and disks are as they should be. */
    void endEverything(Duration confirm) throws IOException, InterruptedException {
        processesOf(HOSTS).forEach(ProductProcess::kill);
        Thread.sleep(confirm.plusSeconds(4).toMillis());
    }

    /** Whatever has a name of ours. */
    void removeLinks() {
        lab.hosts()
                .forEach(
                        h -> lab.run(
                                h,
                                "for l in $(ip -o link | sed -n 's/^[0-9]*: \\(lsdn-[^:@]*\\).*/\\1/p'); do ip link delete $l; done"));
    }

    /** What is in the hosts' directories and does not stay there between rollouts. */
    List<String> temporaryFiles() throws IOException {
        var all = new ArrayList<String>();
        for (LabHost host : lab.hosts()) {
            try (Stream<Path> files = Files.walk(lsdnDir(host))) {
                files.map(f -> lsdnDir(host).relativize(f).toString())
                        .filter(f -> !f.isEmpty() && !LASTING.matcher(f).matches())
                        .forEach(f -> all.add(host.name() + ": " + f));
            }
        }
        return all;
    }

    @Override
    public void close() {
        lab.close();
        disks.close();
    }
}
