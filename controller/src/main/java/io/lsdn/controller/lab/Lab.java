package io.lsdn.controller.lab;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Ipv6Address;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Codec;
import io.lsdn.netmodel.wire.LabPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Hosts as network namespaces on this machine, each with its own sshd, and virts behind veth pairs. All that a lab is can be
 * found by its name: namespaces {@code NAME-…}, one interface {@code NAME-mgmt} and the directory {@code /run/lsdn-lab/NAME}.
 */
public final class Lab {
    /** Labs are known to the whole machine, as their namespaces are, and end with it. */
    private static final Path ROOT = Path.of("/run/lsdn-lab");

    private final String name;
    private final Path directory;
    private final LabRunner runner;

    /** @param name at most 10 bytes of {@code [a-z0-9]}: with {@code -mgmt} it names an interface */
    public Lab(String name, LabRunner runner) {
        if (!name.matches("[a-z0-9]{1,10}")) {
            throw new IllegalArgumentException("a lab's name has 1 to 10 letters a-z and digits: " + name);
        }
        this.name = name;
        this.directory = ROOT.resolve(name);
        this.runner = runner;
    }

    /**
     * What was made.
     *
     * @param inventory the inventory file for its hosts
     * @param virts the addresses of the virts by their namespaces
     */
    public record Made(Path inventory, Map<String, IpAddress> virts) {}

    /** Whether there is one of this name, or what is left of one. */
    public boolean exists() {
        return Files.exists(directory);
    }

    /**
     * @throws LabException if something it needs is missing or in use; what was made is removed again
     */
    public Made up(Topology topology) throws IOException, LabException {
        if (exists()) {
            throw new LabException(
                    "lab '" + name + "' exists (" + directory + ")", "remove it first: lsdn-deploy lab down");
        }
        var network = new LabNetwork(name, topology, subnet());
        var ssh = new LabSsh(directory);
        Files.createDirectories(
                ROOT, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            ssh.prepare(network.hosts());
            LabPlan plan = network.plan(ssh::daemon);
            runner.run("up", new Codec().encode(plan, LabPlan.class));
            ssh.awaitListening(network.hosts().keySet());
            Path inventory = directory.resolve("hosts.ini");
            Files.writeString(inventory, LabInventory.text(network.hosts(), directory));
            return new Made(inventory, network.virts());
        } catch (IOException | LabException | RuntimeException e) {
            down();
            throw e;
        }
    }

    /** Ends every process in the lab's namespaces, and removes all that the lab is. Harmless where there is none. */
    public void down() throws IOException, LabException {
        var plan = new LabPlan(name + "-", List.of(), List.of(), List.of());
        runner.run("down", new Codec().encode(plan, LabPlan.class));
        if (Files.exists(directory)) {
            try (var files = Files.walk(directory)) {
                for (Path f : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(f);
                }
            }
        }
    }

    /** A unique local prefix (RFC 4193) of its own, so that it is nobody else's on this machine. */
    private static Ipv6Address subnet() {
        long random = new SecureRandom().nextLong() & 0x00ff_ffff_ffff_ffffL;
        return new Ipv6Address(0xfd00_0000_0000_0000L | random, 0);
    }
}
