package io.lsdn.tests.lab;

import java.nio.file.Path;

/**
 * Hosts of a lab share this machine's files. This starts a host's sshd anew in a mount namespace of its own, where what comes in by it
 * sees other files; they are gone with the sshd.
 */
public final class OwnMounts {
    private OwnMounts() {}

    /**
     * @param mounts shell commands that change what is mounted where
     * @param options further ones of sshd, such as {@code -o AllowUsers=ops}; they come before the lab's own
     */
    public static void of(Lab lab, LabHost host, String mounts, String options) {
        Path directory = host.keyFile().resolve("../..").normalize();
        String pidFile = directory + "/run/" + host.name() + ".pid";
        String sshd = "exec /usr/sbin/sshd " + options + " -f " + directory + "/sshd_config -h " + directory + "/keys/"
                + host.name() + " -E " + directory + "/run/" + host.name() + ".sshd.log -o PidFile=" + pidFile
                + " -o ListenAddress=" + host.address();
        String inside = "set -e\n" + mounts + "\n" + sshd;
        lab.run(
                        host,
                        "pid=$(cat " + pidFile + "); kill $pid; while [ -e /proc/$pid ]; do sleep 0.05; done; rm -f "
                                + pidFile + "; unshare --mount --propagation private sh -c " + RootShell.quote(inside)
                                + " && for i in $(seq 600); do [ ! -s " + pidFile
                                + " ] || exit 0; sleep 0.05; done; exit 1")
                .output();
    }
}
