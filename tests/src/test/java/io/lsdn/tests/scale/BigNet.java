package io.lsdn.tests.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.controller.source.LoadResult;
import io.lsdn.controller.source.TopologySource;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.tests.deploy.Cli;
import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.LabSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One static net over 64 physes with 2,000 virts, 40 of them on host a, which alone is deployed to: {@code --limit}. Host b is
 * none of them, and has the addresses of all others.
 */
final class BigNet {
    static final int PHYSES = 64;
    static final int VIRTS = 2000;
    static final int LOCAL = 40;
    static final LabSpec SPEC = LabSpec.of("a", "b");

    private final Lab lab;
    private final Path directory;

    private BigNet(Lab lab, Path directory) {
        this.lab = lab;
        this.directory = directory;
    }

    /** On the lab's hosts, with files in the directory. */
    static BigNet on(Lab lab, Path directory) throws IOException {
        var net = new BigNet(lab, directory);
        Files.writeString(net.topologyFile(), topologyText());
        Files.writeString(
                directory.resolve("others.ini"),
                "[lab]\na lsdn_phys=p1\n[others]\np[2:%d] ansible_host=192.0.2.1\n".formatted(PHYSES));
        net.in(
                "a",
                IntStream.rangeClosed(1, LOCAL)
                        .mapToObj(
                                n -> "link add tap%d type veth peer name far%d\nlink set far%d up".formatted(n, n, n)));
        net.in("b", IntStream.rangeClosed(3, PHYSES).mapToObj(n -> "addr add 172.16.0.%d/24 dev eth0".formatted(n)));
        return net;
    }

    private void in(String host, Stream<String> commands) {
        run(host, "ip -batch - <<'END'\n" + commands.collect(Collectors.joining("\n")) + "\nEND\n");
    }

    private Path topologyFile() {
        return directory.resolve("big.yaml");
    }

    private static String topologyText() {
        return """
                settings: {default: {type: vxlan/static}}
                physes:
                  "p[1:%d]": {if: eth0, ip: "172.16.0.{n}"}
                nets:
                  big:
                    vid: 7
                    virts:
                """.formatted(PHYSES)
                + IntStream.rangeClosed(1, VIRTS).mapToObj(BigNet::virt).collect(Collectors.joining());
    }

    private static String virt(int n) {
        String phys = n <= LOCAL ? "p1" : "p" + (2 + n % (PHYSES - 1));
        return "      v%d: {phys: %s, if: tap%d, mac: '02:00:00:00:%02x:%02x'}\n"
                .formatted(n, phys, n, n >> 8, n & 255);
    }

    Topology topology() throws InterruptedException {
        LoadResult loaded = TopologySource.load(List.of(topologyFile().toString()), Optional.empty());
        if (loaded instanceof LoadResult.Loaded(Topology topology, var _, var _, var _)) {
            return topology;
        }
        throw new IllegalStateException(loaded.toString());
    }

    Cli.Ended deploy(String... options) throws Exception {
        var arguments = new ArrayList<>(List.of(options));
        arguments.add(topologyFile().toString());
        return cli(arguments);
    }

    void cleanup() throws Exception {
        Cli.Ended ended = cli(new ArrayList<>(List.of("cleanup")));
        assertEquals(0, ended.exit(), ended.err());
    }

    private Cli.Ended cli(List<String> arguments) throws Exception {
        arguments.addAll(List.of(
                "-i",
                lab.inventory().toString(),
                "-i",
                directory.resolve("others.ini").toString()));
        arguments.addAll(List.of("--limit", "a", "-o", "json", "--confirm-timeout", "2m"));
        return Cli.run(directory, arguments.toArray(String[]::new));
    }

    /** A file that hosts can read: they see this machine's. */
    Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    /** Runs a shell command on a host. */
    String run(String host, String command) {
        LabHost there = lab.host(host);
        return lab.run(there, command).output();
    }
}
