package io.lsdn.tests.faults;

import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.RootShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How faults are made on a host, and undone. */
final class Acts {
    /** After its deadline a stopped runner has two seconds more before its lock is taken from it. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final Duration MAKING = Duration.ofSeconds(30);

    private static final List<Path> FAKE_TIME = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"));

    private final FaultLab lab;
    private final LabHost host;
    private final Controller controller;
    private final Topologies target;
    private final Duration confirm;
    private final Path stamp;
    private final Path healed;
    private long made;

    /** @param confirm the dead-man's timer */
    Acts(FaultLab lab, LabHost host, Controller controller, Topologies target, Duration confirm) {
        this.confirm = confirm;
        this.lab = lab;
        this.host = host;
        this.controller = controller;
        this.target = target;
        this.stamp = lab.directory().resolve("clock");
        this.healed = lab.directory().resolve("healed");
    }

    private static Path fakeTime() {
        return FAKE_TIME.stream().filter(Files::exists).findFirst().orElseThrow();
    }

    /** Of a process whose clock follows the file. */
    Map<String, String> clock() {
        return Map.of(
                "LD_PRELOAD",
                fakeTime().toString(),
                "FAKETIME_TIMESTAMP_FILE",
                stamp.toString(),
                // Reading the file for every look at the clock makes a controller many times slower.
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // With its work-around for an old glibc, on by default, every timed wait of a JVM returns at once.
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    void begin() throws IOException {
        Files.deleteIfExists(done());
        Files.deleteIfExists(healed);
        Files.writeString(stamp, "+0\n");
    }

    private Path done() {
        return lab.plan(host).resolveSibling(lab.plan(host).getFileName() + ".done");
    }

    /** The rollout may be over before its fault is noted down: the controller that is killed, for one. */
    boolean happened() throws InterruptedException {
        return comes(done(), MAKING);
    }

    private static boolean comes(Path file, Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (!Files.exists(file)) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }

    /** The relay's words for it. */
    List<String> of(Fault fault) {
        return switch (fault.kind()) {
            case KILL_RUNNER -> List.of("kill");
            case STOP_RUNNER -> List.of("stop");
            case SUSPENDED -> List.of("boot");
            case EPERM -> List.of(fault.step().compareTo(Step.MAKE) < 0 ? "powerless" : "eperm");
            case KILL_CONTROLLER, LINK_DOWN, SSHD_KILLED, DISK_FULL, CLASH, CLOCK_JUMP ->
                List.of("sh " + command(fault.kind(), fault.step()));
        };
    }

    /** Made from here, before there is a runner. */
    Runnable outside(Kind kind, Step step) {
        return () -> {
            lab.lab()
                    .run(host, "bash -c " + RootShell.quote(command(kind, step)))
                    .output();
            try {
                Files.writeString(done(), step.name());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        };
    }

    private String command(Kind kind, Step step) {
        return switch (kind) {
            case KILL_CONTROLLER -> "kill -9 $(cat " + controller.pidFile() + ")";
            case LINK_DOWN -> link("down") + later(link("up"));
            case SSHD_KILLED ->
                "for p in $(ip netns pids " + host.netns()
                        + "); do [ \"$(cat /proc/$p/comm)\" != sshd ] || kill -9 $p; done" + later(startSshd());
            case DISK_FULL -> {
                Path fill = lab.onDisk(host, "fill");
                yield "dd if=/dev/zero of=" + fill + " bs=4k 2>/dev/null || true" + later("rm " + fill);
            }
            case CLASH -> clash(step);
            // And until all have read it; only a decision is not kept waiting so long.
            case CLOCK_JUMP -> "echo +1d > " + stamp + (step == Step.DECISION ? "" : "; sleep 1.2");
            case KILL_RUNNER, STOP_RUNNER, SUSPENDED, EPERM -> throw new IllegalArgumentException("the relay's own");
        };
    }

    private String clash(Step step) {
        if (step.compareTo(Step.MAKE) <= 0) {
            return "ip link add " + target.bridge() + " type bridge";
        }
        return step == Step.SWITCH ? "ip link delete " + target.bridge() : "ip link set tap0 nomaster";
    }

    private String link(String state) {
        String id =
                host.netns().substring(0, host.netns().length() - host.name().length());
        return "nsenter --net=/proc/" + ProcessHandle.current().pid() + "/ns/net ip link set " + id + "m"
                + host.number() + " " + state;
    }

    private String startSshd() {
        Path files = lab.lab().inventory().getParent();
        return "/usr/sbin/sshd -f %s/sshd_config -h %s/keys/%s -E %s -o PidFile=%s -o ListenAddress=%s"
                .formatted(
                        files, files, host.name(), lab.sshd(host, ".sshd.log"), lab.sshd(host, ".pid"), host.address());
    }

    /** When the timer has run out; in a process of its own, which outlives the session. */
    private String later(String command) {
        return "; setsid sh -c 'sleep " + confirm.plusSeconds(2).toSeconds() + "; " + command + "; touch " + healed
                + "' </dev/null >/dev/null 2>&1 &";
    }

    /** Takes away what somebody else made. */
    void heal(Kind kind) {
        made = System.nanoTime();
        if (kind == Kind.CLASH) {
            String bridge = target.bridge();
            lab.lab()
                    .run(
                            host,
                            "ip -o link show %1$s 2>/dev/null | grep -q 'alias lsdn' || ip link delete %1$s 2>/dev/null; true"
                                    .formatted(bridge))
                    .output();
        }
    }

    /** Waits for the end of what lasts a while. */
    boolean isHealed(Kind kind) throws InterruptedException {
        boolean lasts = kind == Kind.LINK_DOWN || kind == Kind.SSHD_KILLED || kind == Kind.DISK_FULL;
        return !lasts || comes(healed, confirm.plus(MAKING));
    }

    void awaitOverdue() throws InterruptedException {
        Thread.sleep(Math.max(0, confirm.plus(GRACE).toMillis() - (System.nanoTime() - made) / 1_000_000));
    }

    /** A runner that was stopped before it had a lock is in nobody's way: it ends when it goes on. */
    void endStopped() throws IOException, InterruptedException {
        for (ProductProcess p : ProductProcess.in(host)) {
            if (p.isStopped()) {
                lab.lab().run(host, "kill -CONT " + p.pid()).output();
            }
        }
        for (int i = 0; i < 100 && !lab.processes().isEmpty(); i++) {
            Thread.sleep(100);
        }
    }
}
