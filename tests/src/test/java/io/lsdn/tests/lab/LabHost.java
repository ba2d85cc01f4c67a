package io.lsdn.tests.lab;

import java.nio.file.Path;

/**
 * A host of a lab: a network namespace with an sshd of its own, which answers as root to {@code keyFile} at
 * {@code address}:{@code port} and shows the key that {@code knownHosts} holds.
 *
 * @param number from 1; its underlay addresses end in it
 * @param netns its namespace, on the machine that holds the lab
 * @param lsdnDir its directory for runner and state: hosts of a lab share one file system, so each has its own
 */
public record LabHost(
        int number,
        String name,
        String netns,
        String address,
        int port,
        Path keyFile,
        Path knownHosts,
        String lsdnDir) {

    /** Its IPv4 address on the first underlay. */
    public String underlay4() {
        return "172.16.0." + number;
    }

    /** Its IPv6 address on the first underlay. */
    public String underlay6() {
        return "fd00:16::" + Integer.toHexString(number);
    }
}
