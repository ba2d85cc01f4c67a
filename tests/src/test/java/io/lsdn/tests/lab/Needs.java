package io.lsdn.tests.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a lab needs of this machine. Where that is missing a test is reported as not run, in CI it fails. */
public final class Needs {
    private static final List<Path> PATHS =
            Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin").map(Path::of).toList();

    private Needs() {}

    /** For {@link NamespaceLab}: root and these programs. */
    public static void namespaces() {
        need("root", "root".equals(System.getProperty("user.name")));
        programs("ip", "tc", "ping", "python3", "sshd", "ssh", "ssh-keygen");
    }

    /** For the lab kernel: programs that bin/install-test-deps installs. */
    public static void labKernel() {
        programs("ip", "tc", "ping", "python3", "sshd", "ssh", "ssh-keygen", "qemu-system-x86_64", "depmod", "dpkg");
    }

    public static void sudo() {
        programs("sudo", "script", "unshare");
    }

    public static void packages() {
        programs("dpkg", "rpm", "unshare", "gzip", "bash");
    }

    /** Programs that bin/install-test-deps installs. */
    public static void programs(String... names) {
        for (String name : names) {
            need(
                    name + " (bin/install-test-deps installs it)",
                    PATHS.stream().anyMatch(path -> Files.isExecutable(path.resolve(name))));
        }
    }

    private static void need(String what, boolean isHere) {
        if (!isHere && "true".equals(System.getenv("CI"))) {
            Assertions.fail("this machine lacks " + what);
        }
        Assumptions.assumeTrue(isHere, () -> "this machine lacks " + what);
    }
}
