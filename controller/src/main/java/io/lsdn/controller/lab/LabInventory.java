package io.lsdn.controller.lab;

import io.lsdn.netmodel.topology.IpAddress;
import java.nio.file.Path;
import java.util.Map;

/** The inventory of a lab's hosts, as an Ansible INI file. */
final class LabInventory {
    private LabInventory() {}

    static String text(Map<String, IpAddress> hosts, Path directory) {
        var out = new StringBuilder("[lab]\n");
        hosts.forEach((host, address) -> out.append(host)
                .append(" ansible_host=")
                .append(address)
                .append(" lsdn_dir=")
                .append(directory.resolve("hosts").resolve(host).resolve("lsdn"))
                .append('\n'));
        return out.append("\n[lab:vars]\nansible_user=root\nansible_ssh_private_key_file=")
                .append(directory.resolve(LabSsh.CLIENT_KEY))
                .append("\nansible_ssh_common_args='-o UserKnownHostsFile=")
                .append(directory.resolve(LabSsh.KNOWN_HOSTS))
                .append("'\n")
                .toString();
    }
}
