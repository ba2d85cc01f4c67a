package io.lsdn.tests.faults;

import io.lsdn.tests.lab.LabHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A process that a rollout started on a host of a lab, found by the host's network namespace. */
record ProductProcess(String host, long pid, String words) {
    private static final Pattern OURS = Pattern.compile("runner-[0-9a-f]|relay\\.py|lsdn-bootstrap");
    private static final int LONGEST = 200;

    static List<ProductProcess> in(LabHost host) throws IOException {
        Object namespace = Files.getAttribute(Path.of("/run/netns", host.netns()), "unix:ino");
        var all = new ArrayList<ProductProcess>();
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            Path proc = Path.of("/proc", Long.toString(process.pid()));
            words(proc, namespace)
                    .filter(w -> OURS.matcher(w).find())
                    .ifPresent(w -> all.add(new ProductProcess(
                            host.name(), process.pid(), w.length() > LONGEST ? w.substring(0, LONGEST) : w)));
        }
        return all;
    }

    /** Empty for a process of another namespace, and for one that has ended meanwhile. */
    private static Optional<String> words(Path proc, Object namespace) {
        try {
            return Files.getAttribute(proc.resolve("ns/net"), "unix:ino").equals(namespace)
                    ? Optional.of(Files.readString(proc.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                            .replace('\0', ' '))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean isStopped() {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "status"))
                    .contains("State:\tT");
        } catch (IOException e) {
            return false;
        }
    }

    void kill() {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
}
