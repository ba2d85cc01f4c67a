package io.lsdn.tests.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of one lab: what {@code labkernel/labnet} reads (the hosts, their keys, the sshd's configuration) and what a
 * controller reads (user key, known hosts, inventory). Whoever holds the lab removes the directory with it.
 */
public record LabDirectory(Path path) {
    /** The scripts, beside the sources of this module. */
    public static final Path SCRIPTS = Path.of(System.getProperty("basedir", "."))
            .resolve("labkernel")
            .toAbsolutePath()
            .normalize();

    /** A bridge in the lab's root namespace for the hosts' management interfaces; uplink is an interface or "-". */
    public record ManagementBridge(String name, String address, String uplink) {}

    /** Where a host's management interface is. */
    public record Management(LabHost host, String bridge, String addressWithPrefix) {}

    public static LabDirectory create() {
        try {
            LabDirectory directory = new LabDirectory(Files.createTempDirectory("lsdn-lab-"));
            Files.createDirectory(directory.path.resolve("keys"));
            directory.makeKey("user");
            Files.copy(directory.path.resolve("keys/user.pub"), directory.path.resolve("authorized_keys"));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the script that makes the lab of this directory and removes both in the end; a failure removes it too. */
    public HeldProcess hold(Duration limit, String script, String... arguments) {
        List<String> argv = new ArrayList<>(List.of(SCRIPTS.resolve(script).toString()));
        argv.addAll(List.of(arguments));
        argv.add(path.toString());
        try {
            return HeldProcess.start(argv, limit);
        } catch (RuntimeException e) {
            LocalCommand.of("rm", "-rf", path.toString()).run("");
            throw e;
        }
    }

    public Path userKey() {
        return path.resolve("keys/user");
    }

    public Path knownHosts() {
        return path.resolve("known_hosts");
    }

    public Path inventory() {
        return path.resolve("hosts.ini");
    }

    /** A host key for a name, and its line in known_hosts. */
    public String makeHostKey(String name, String address, int port) {
        makeKey(name);
        String where = port == 22 ? address : "[%s]:%d".formatted(address, port);
        return where + " " + read("keys/" + name + ".pub");
    }

    /** The table of hosts and the rest of what labnet reads. */
    public void writeNetwork(
            List<ManagementBridge> bridges, List<Management> hosts, String configuration, String seenAs) {
        write("bridges", lines(bridges.stream().map(b -> "%s %s %s".formatted(b.name, b.address, b.uplink))));
        write(
                "hosts",
                lines(hosts.stream()
                        .map(m -> "%d %s %s %s %s"
                                .formatted(
                                        m.host.number(),
                                        m.host.name(),
                                        m.host.netns(),
                                        m.bridge,
                                        m.addressWithPrefix))));
        write("lab.conf", configuration);
        write("sshd_config", sshdConfig(seenAs));
    }

    public void writeKnownHosts(List<String> lines) {
        write("known_hosts", String.join("", lines));
    }

    /** @param sshOptions for all hosts, may be empty */
    public void writeInventory(List<LabHost> hosts, String sshOptions) {
        write("hosts.ini", "[lab]\n" + lines(hosts.stream().map(h -> inventoryLine(h, sshOptions))));
    }

    public void write(String name, String text) {
        try {
            Files.writeString(path.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void makeKey(String name) {
        LocalCommand.of(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-C",
                        name,
                        "-f",
                        path.resolve("keys/" + name).toString())
                .run("")
                .output();
    }

    private String read(String name) {
        try {
            return Files.readString(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lines(Stream<String> lines) {
        return lines.map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String inventoryLine(LabHost host, String sshOptions) {
        return ("%s ansible_host=%s ansible_port=%d ansible_user=root ansible_ssh_private_key_file=%s"
                        + " ansible_ssh_common_args='-o UserKnownHostsFile=%s%s' lsdn_dir=%s")
                .formatted(
                        host.name(),
                        host.address(),
                        host.port(),
                        host.keyFile(),
                        host.knownHosts(),
                        sshOptions.isEmpty() ? "" : " " + sshOptions,
                        host.lsdnDir());
    }

    /**
     * SHLVL keeps bash from the developer's own .bashrc, which may take many seconds in emulation. The post-quantum key
     * exchanges take a fifth of a login's time there.
     */
    private static String sshdConfig(String seenAs) {
        return """
                AuthorizedKeysFile %s/authorized_keys
                StrictModes no
                UsePAM no
                UseDNS no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                PrintMotd no
                PrintLastLog no
                MaxStartups 200
                MaxSessions 200
                SetEnv SHLVL=1
                KexAlgorithms -sntrup*,mlkem*
                Subsystem sftp internal-sftp
                """.formatted(seenAs);
    }
}
