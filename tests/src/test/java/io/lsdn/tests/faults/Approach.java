package io.lsdn.tests.faults;

import io.lsdn.tests.deploy.Cli;
import io.lsdn.tests.lab.LabHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Makes faults before there is a runner: while a connection waits for sshd, or while the runner is sent. */
record Approach(FaultLab lab, LabHost host) {
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    /** sshd is stopped until the fault is made. */
    Cli.Ended atLogin(Callable<Controller.Running> rollout, Runnable fault) throws Exception {
        lab.lab()
                .run(
                        host,
                        "kill -STOP " + Files.readString(lab.sshd(host, ".pid")).strip())
                .output();
        Controller.Running running;
        try {
            running = rollout.call();
            await(() -> lab.lab()
                            .run(host, "awk '$4 == \"0A\" && $5 !~ /:00000000$/' /proc/net/tcp /proc/net/tcp6")
                            .output()
                            .length()
                    > 0);
            fault.run();
        } finally {
            lab.lab()
                    .run(host, "kill -CONT $(cat " + lab.sshd(host, ".pid") + ") || true")
                    .output();
        }
        return running.await();
    }

    /** The way to the host is slow until the fault is made, and nothing is in its cache. */
    Cli.Ended atUpload(Callable<Controller.Running> rollout, Runnable fault) throws Exception {
        Path cache = lab.lsdnDir(host).resolve("cache");
        lab.lab().run(host, "rm -rf " + cache).output();
        String id =
                host.netns().substring(0, host.netns().length() - host.name().length());
        String link = "tc qdisc %s dev " + id + "m" + host.number() + " root";
        shell(link.formatted("add") + " tbf rate 4mbit burst 16kb latency 1s");
        Controller.Running running;
        try {
            running = rollout.call();
            await(() -> isUploading(cache));
            fault.run();
        } finally {
            shell(link.formatted("delete"));
        }
        return running.await();
    }

    private static boolean isUploading(Path cache) throws Exception {
        if (!Files.isDirectory(cache)) {
            return false;
        }
        try (Stream<Path> files = Files.list(cache)) {
            for (Path f : files.toList()) {
                if (f.getFileName().toString().startsWith(".upload-") && Files.size(f) > 0) {
                    return true;
                }
            }
            return false;
        }
    }

    private static void shell(String command) {
        io.lsdn.tests.lab.RootShell.local().run(command, "").output();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the controller never came so far");
            }
            Thread.sleep(10);
        }
    }
}
