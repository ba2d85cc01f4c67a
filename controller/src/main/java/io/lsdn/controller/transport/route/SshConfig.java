package io.lsdn.controller.transport.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ssh_config(5) files of a user: {@code ~/.ssh/config}, then the machine's. Each file is read once, when the first host
 * needs it.
 */
public final class SshConfig {
    /** OpenSSH's own bound for a file, so that a device or a wrong name does no harm. */
    private static final long LARGEST = 16 * 1024 * 1024;

    /**
     * One of the files that a lookup begins with.
     *
     * @param file its path
     * @param includes the directory that relative names in it begin at
     * @param guarded whether it may only be the user's own (or root's) to write
     */
    record Start(Path file, Path includes, boolean guarded) {}

    /**
     * A file as it was read.
     *
     * @param problems with it, by place
     */
    record Text(List<SshLine> lines, List<SshProblem> problems) {
        Text {
            lines = List.copyOf(lines);
            problems = List.copyOf(problems);
        }
    }

    private final Path home;
    private final String localUser;
    private final List<Start> starts;
    private final Map<Path, Text> read;

    private SshConfig(Path home, String localUser, List<Start> starts, Map<Path, Text> read) {
        this.home = home;
        this.localUser = localUser;
        this.starts = starts;
        this.read = read;
    }

    /** The files that OpenSSH reads for a user. */
    public static SshConfig of(Path home, String localUser) {
        Path own = home.resolve(".ssh");
        Path machine = Path.of("/etc/ssh");
        return new SshConfig(
                home,
                localUser,
                List.of(
                        new Start(own.resolve("config"), own, true),
                        new Start(machine.resolve("ssh_config"), machine, false)),
                new HashMap<>());
    }

    /** No file at all. */
    public static SshConfig none(Path home, String localUser) {
        return new SshConfig(home, localUser, List.of(), new HashMap<>());
    }

    /** What {@code -F} names, in the place of all others; {@code none} is no file. */
    SshConfig only(Optional<Path> file) {
        Path own = home.resolve(".ssh");
        return new SshConfig(
                home,
                localUser,
                file.map(f -> new Start(f, own, false)).stream().toList(),
                read);
    }

    /**
     * What the files say for a host.
     *
     * @param host as it was given to ssh, before {@code HostName}
     * @param user if the command line or the inventory names one
     * @param named whether the command line names a file, so that one that is missing is a problem
     */
    synchronized SshSettings of(String host, Optional<String> user, boolean named) {
        return starts.isEmpty() ? SshSettings.NONE : new SshLookup(this, host, user, localUser, named).run(starts);
    }

    Path home() {
        return home;
    }

    /** Empty where there is no such file. */
    Optional<Text> text(Path file, boolean guarded) {
        Text known = read.get(file);
        if (known == null) {
            try {
                known = load(file, guarded);
            } catch (NoSuchFileException e) {
                return Optional.empty();
            } catch (IOException e) {
                known = new Text(List.of(), List.of(new SshProblem(file.toString(), "can not be read: " + e, "")));
            }
            read.put(file, known);
        }
        return Optional.of(known);
    }

    private static Text load(Path file, boolean guarded) throws IOException {
        if (guarded && isOthersToWrite(file)) {
            return new Text(
                    List.of(),
                    List.of(new SshProblem(
                            file.toString(),
                            "others may write to it, so it is not trusted, as with OpenSSH",
                            "chmod go-w " + file)));
        }
        if (Files.size(file) > LARGEST) {
            return new Text(List.of(), List.of(new SshProblem(file.toString(), "is too large", "")));
        }
        var lines = new ArrayList<SshLine>();
        var problems = new ArrayList<SshProblem>();
        int number = 0;
        for (String line : new String(Files.readAllBytes(file), UTF_8).split("\n", -1)) {
            String place = file + ":" + ++number;
            switch (SshLine.parse(line, place)) {
                case SshLine.Reading.Line(var l) -> lines.add(l);
                case SshLine.Reading.Nothing nothing -> {}
                case SshLine.Reading.Wrong(var why) -> problems.add(new SshProblem(place, why, ""));
            }
        }
        return new Text(lines, problems);
    }

    private static boolean isOthersToWrite(Path file) throws IOException {
        var permissions = Files.getPosixFilePermissions(file);
        return permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || !isOwnOrRoots(file);
    }

    private static boolean isOwnOrRoots(Path file) throws IOException {
        Object owner = Files.getAttribute(file, "unix:uid");
        return owner.equals(0) || owner.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }
}
