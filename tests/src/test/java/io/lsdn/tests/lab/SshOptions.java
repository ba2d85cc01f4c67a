package io.lsdn.tests.lab;

import java.nio.file.Path;
import java.util.List;

/** Options for the system's {@code ssh} that leave the developer's own configuration, keys and agent out. */
final class SshOptions {
    private SshOptions() {}

    static List<String> of(Path key, Path knownHosts) {
        return List.of(
                "-F",
                "none",
                "-i",
                key.toString(),
                "-o",
                "LogLevel=ERROR",
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "IdentityAgent=none",
                "-o",
                "UserKnownHostsFile=" + knownHosts,
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "BatchMode=yes",
                "-o",
                "ConnectTimeout=60");
    }
}
