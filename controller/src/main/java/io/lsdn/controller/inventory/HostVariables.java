package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * What the variables of one host say that a rollout uses. Where Ansible knows several names for one thing, the later of
 * the names given here wins, as in its ssh and sudo plugins. A variable that is {@code null} counts as not given.
 *
 * @param name the host's name in the inventory
 * @param connection {@code ansible_connection}; {@link ConnectionKind#SSH} unless given
 * @param address {@code ansible_host}, {@code ansible_ssh_host}; empty where the name is the address
 * @param port {@code ansible_port}, {@code ansible_ssh_port}: 1 to 65535
 * @param user {@code ansible_user}, {@code ansible_ssh_user}
 * @param password {@code ansible_password}, {@code ansible_ssh_pass}, {@code ansible_ssh_password}
 * @param privateKeyFile {@code ansible_private_key_file}, {@code ansible_ssh_private_key_file}, raw: {@code ~} is not
 *     expanded
 * @param sshArgs {@code ansible_ssh_args}, raw
 * @param sshCommonArgs {@code ansible_ssh_common_args}, raw
 * @param sshExtraArgs {@code ansible_ssh_extra_args}, raw
 * @param become {@code ansible_become…}
 * @param phys {@code lsdn_phys}: the physes that the host claims; empty where not given, which means its name
 * @param directory {@code lsdn_dir}: an absolute path on the host, {@value #DEFAULT_DIRECTORY} unless given
 * @param java {@code lsdn_java}: the absolute path of a Java, or of its home, on the host
 */
public record HostVariables(
        String name,
        ConnectionKind connection,
        Optional<String> address,
        Optional<Integer> port,
        Optional<String> user,
        Optional<Secret> password,
        Optional<String> privateKeyFile,
        Optional<String> sshArgs,
        Optional<String> sshCommonArgs,
        Optional<String> sshExtraArgs,
        Become become,
        Optional<List<String>> phys,
        String directory,
        Optional<String> java) {
    public static final String DEFAULT_DIRECTORY = "/var/lib/lsdn";

    public HostVariables {
        phys = phys.map(List::copyOf);
        if (port.filter(p -> p < 1 || p > 65535).isPresent()) {
            throw new IllegalArgumentException("port " + port);
        }
        if (!directory.startsWith("/")) {
            throw new IllegalArgumentException("lsdn_dir " + directory);
        }
    }

    /**
     * What a host's variables say, and what is wrong with them.
     *
     * @param variables what is right; a variable that is not counts as not given
     */
    public record Reading(HostVariables variables, List<Diagnostic> diagnostics) {
        public Reading {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /** The name or address to connect to. */
    public String target() {
        return address.orElse(name);
    }

    /** The physes the host claims; its own name where the inventory does not say. */
    public List<String> claims() {
        return phys.orElse(List.of(name));
    }

    public static Reading of(Host host) {
        var problems = new Problems();
        var read = new VariableReader(host, problems);
        var become = new Become(
                read.bool("ansible_become"),
                read.word("ansible_become_user", "ansible_sudo_user"),
                read.secret("ansible_become_password", "ansible_become_pass", "ansible_sudo_pass"),
                read.word("ansible_become_exe", "ansible_sudo_exe"),
                read.text("ansible_become_flags", "ansible_sudo_flags"));
        read.choice("ansible_become_method", List.of("sudo", "ansible.builtin.sudo"));
        var variables = new HostVariables(
                host.name(),
                read.choice("ansible_connection", VariableReader.CONNECTIONS)
                        .filter(VariableReader::isLocal)
                        .map(local -> ConnectionKind.LOCAL)
                        .orElse(ConnectionKind.SSH),
                read.word("ansible_host", "ansible_ssh_host"),
                read.port("ansible_port", "ansible_ssh_port"),
                read.word("ansible_user", "ansible_ssh_user"),
                read.secret("ansible_password", "ansible_ssh_pass", "ansible_ssh_password"),
                read.word("ansible_private_key_file", "ansible_ssh_private_key_file"),
                read.text("ansible_ssh_args"),
                read.text("ansible_ssh_common_args"),
                read.text("ansible_ssh_extra_args"),
                become,
                read.names("lsdn_phys"),
                read.absolutePath("lsdn_dir").orElse(DEFAULT_DIRECTORY),
                read.absolutePath("lsdn_java"));
        read.warnOfUnknown(List.of("lsdn_phys", "lsdn_dir", "lsdn_java"));
        return new Reading(variables, problems.list());
    }
}
