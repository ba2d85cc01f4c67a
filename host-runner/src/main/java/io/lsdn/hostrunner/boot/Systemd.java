package io.lsdn.hostrunner.boot;

import io.lsdn.netmodel.wire.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who runs {@link BootDirectory#run} on a host: a one-shot of systemd when the machine starts, and again whenever udev hears of a
 * link that matters. Nothing of it runs in between.
 */
public final class Systemd {
    private static final String SERVICE = "lsdn-boot.service";
    private static final String PATH = "lsdn-boot.path";
    private static final String RULES = "90-lsdn-boot.rules";
    /** What needs no quoting in a unit, in a rule of udev and for its {@code sh}. */
    private static final String PLAIN_PATH = "[A-Za-z0-9/._+@,=: -]+";

    private final Path root;
    private final Programs programs;

    /**
     * @param root what is {@code /} to systemd and udev
     * @param programs finds theirs
     */
    public Systemd(Path root, Programs programs) {
        this.root = root;
        this.programs = programs;
    }

    /** What keeps this host from it; empty if nothing does. */
    public Optional<Fault> missing(BootDirectory boot) {
        if (!Files.isDirectory(root.resolve("run/systemd/system"))) {
            return Optional.of(missing("no-systemd", "systemd does not run here (no /run/systemd/system)", boot));
        }
        for (String program : List.of("systemctl", "udevadm")) {
            if (programs.find(program).isEmpty()) {
                return Optional.of(missing("no-" + program, "there is no " + program + " here", boot));
            }
        }
        if (!Files.exists(root.resolve("run/udev/control"))) {
            return Optional.of(missing("no-udev", "udev does not run here (no /run/udev/control)", boot));
        }
        if (!boot.home().toString().matches(PLAIN_PATH)) {
            return Optional.of(missing(
                    "boot-odd-directory",
                    "lsdn_dir " + boot.home() + " has characters that systemd and udev read otherwise",
                    boot));
        }
        return elsewhere(boot)
                .map(other -> new Fault(
                        "boot-elsewhere",
                        "boot is installed here for lsdn_dir " + other,
                        "take that away first: lsdn-deploy boot remove, with lsdn_dir=" + other));
    }

    private static Fault missing(String code, String message, BootDirectory boot) {
        return new Fault(
                code,
                message + ", so nothing runs by itself at boot or when an interface appears",
                "have an init script, and a hook of what makes the interfaces (playbooks/libvirt), run: sh "
                        + Words.shown(boot.run()));
    }

    /** The directory that the units are for which are there, if that is another one. */
    private Optional<String> elsewhere(BootDirectory boot) {
        return text(root.resolve("etc/systemd/system").resolve(SERVICE))
                .flatMap(
                        t -> t.lines().filter(l -> l.contains(" for lsdn_dir ")).findFirst())
                .map(l -> l.substring(l.indexOf("lsdn_dir ") + 9, l.lastIndexOf(';')))
                .filter(d -> !d.equals(boot.home().toString()));
    }

    /**
     * Has the units and the rule in place and at work.
     *
     * @return whether they were otherwise before
     * @throws IOException if that can not be done; then what was not there before is not there
     */
    public boolean install(BootDirectory boot) throws IOException {
        boolean fresh = !Files.exists(root.resolve("etc/systemd/system").resolve(SERVICE));
        try {
            boolean changed = false;
            for (var file : files(boot).entrySet()) {
                Files.createDirectories(file.getKey().resolveSibling(".").normalize());
                changed |= new KeptFiles(boot.home()).write(file.getKey(), file.getValue());
            }
            programs.run("systemctl", "daemon-reload");
            programs.run("systemctl", "enable", SERVICE, PATH);
            programs.run("systemctl", "restart", PATH);
            programs.run("udevadm", "control", "--reload");
            return changed;
        } catch (IOException e) {
            if (fresh) {
                remove(boot);
            }
            throw e;
        }
    }

    /** What was installed, as paths on the host. */
    public List<String> paths(BootDirectory boot) {
        return files(boot).keySet().stream()
                .filter(Files::exists)
                .map(f -> "/" + root.relativize(f))
                .toList();
    }

    private Map<Path, String> files(BootDirectory boot) {
        var files = new LinkedHashMap<Path, String>();
        Path units = root.resolve("etc/systemd/system");
        for (String unit : List.of(SERVICE, PATH)) {
            files.put(units.resolve(unit), filled(unit, boot));
        }
        files.put(root.resolve("etc/udev/rules.d").resolve(RULES), filled(RULES, boot));
        return files;
    }

    private static String filled(String resource, BootDirectory boot) {
        return Words.resource(resource)
                .replace("@HOME@", boot.home().toString())
                .replace("@RUN@", boot.run().toString())
                .replace("@APPEARED@", boot.appeared().toString())
                .replace("@WANTED@", boot.wanted().toString());
    }

    private static Optional<String> text(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /**
     * Takes them away, unless they belong to another directory.
     *
     * @return whether there was anything
     */
    public boolean remove(BootDirectory boot) throws IOException {
        List<Path> there = new ArrayList<>(files(boot).keySet());
        there.removeIf(f -> !Files.exists(f));
        if (there.isEmpty() || elsewhere(boot).isPresent()) {
            return false;
        }
        boolean runs = programs.find("systemctl").isPresent() && Files.isDirectory(root.resolve("run/systemd/system"));
        if (runs) {
            programs.tryRun("systemctl", "stop", PATH);
            programs.tryRun("systemctl", "disable", SERVICE, PATH);
        }
        for (Path file : there) {
            Files.delete(file);
        }
        if (runs) {
            programs.tryRun("systemctl", "daemon-reload");
            programs.tryRun("udevadm", "control", "--reload");
        }
        Files.deleteIfExists(boot.wanted());
        return true;
    }
}
