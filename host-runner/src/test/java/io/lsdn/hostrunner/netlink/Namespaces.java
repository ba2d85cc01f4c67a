package io.lsdn.hostrunner.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A fresh network namespace for a test. */
final class Namespaces {
    private Namespaces() {}

    interface Body {
        void run(NetlinkKernel kernel) throws Exception;
    }

    static void inNew(Body body) throws Exception {
        needRoot();
        Netns.callInNew(() -> {
            try (NetlinkKernel kernel = NetlinkKernel.open()) {
                body.run(kernel);
            }
            return "";
        });
    }

    /** Without root nothing here can run: CI fails, a person's run reports it as not run. */
    static void needRoot() throws Exception {
        need(Files.getOwner(Path.of("/proc/self")).getName().equals("root"), "root");
    }

    static void need(boolean there, String what) {
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("this needs " + what);
        }
        Assumptions.assumeTrue(there, "needs " + what);
    }

    /** Runs a command in the caller's namespace; its output. */
    static String run(String command) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), command + ": " + output);
        return output;
    }
}
