package io.lsdn.controller.transport;

import io.lsdn.controller.transport.BootstrapResult.Failed;
import io.lsdn.controller.transport.Handshake.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a host said during its bootstrap, and what that means to a person. */
final class HostReport {
    private static final int MOST_LINES = 64;
    /** How the script begins to say that a Java that was sent does not run. */
    private static final String UNUSABLE = "shipped ";

    private final BootstrapSettings settings;
    private final Map<String, String> facts = new HashMap<>();
    private final List<Line.Found> tooOld = new ArrayList<>();
    private Optional<String> noRuntime = Optional.empty();
    private volatile Optional<IOException> uploadFailure = Optional.empty();

    HostReport(BootstrapSettings settings) {
        this.settings = settings;
    }

    void add(Line.Fact fact) {
        if (facts.size() < MOST_LINES) {
            facts.put(fact.name(), fact.value());
        }
    }

    void add(Line.Found found) {
        if (tooOld.size() < MOST_LINES) {
            tooOld.add(found);
        }
    }

    /** @param why none is shipped */
    void noRuntime(String why) {
        noRuntime = Optional.of(why);
    }

    void uploadBroke(IOException e) {
        uploadFailure = Optional.of(e);
    }

    HostFacts facts() {
        return new HostFacts(
                fact("instance"),
                fact("java-home"),
                fact("java-version"),
                fact("java-build"),
                fact("java-vendor"),
                fact("arch"),
                fact("libc"));
    }

    /** The script itself says why. */
    BootstrapResult failed(Line.Fail fail) {
        Optional<BootstrapFailure> code = BootstrapFailure.of(fail.code());
        if (code.isEmpty()) {
            return garbage("fail " + fail.code());
        }
        String directory = settings.directory().text();
        return switch (code.get()) {
            case NO_JAVA -> noJava(fail.detail());
            case NO_PRIVILEGES ->
                new Failed(
                        BootstrapFailure.NO_PRIVILEGES,
                        "the runner has to be root, the login is uid " + fail.detail(),
                        "log in as root (-u root, ansible_user) or use -b (ansible_become)");
            case DISK_FULL ->
                new Failed(
                        BootstrapFailure.DISK_FULL,
                        "no space for the runner: " + fail.detail(),
                        "free some, or set lsdn_dir to a directory on another file system");
            case READ_ONLY ->
                new Failed(
                        BootstrapFailure.READ_ONLY,
                        fail.detail() + " is on a file system that is mounted read-only",
                        "set lsdn_dir to a directory that can be written");
            case NOT_WRITABLE ->
                new Failed(
                        BootstrapFailure.NOT_WRITABLE,
                        "cannot write to " + fail.detail(),
                        "set lsdn_dir to a directory that root can write");
            case DIR_UNSAFE ->
                new Failed(
                        BootstrapFailure.DIR_UNSAFE,
                        "lsdn_dir " + directory + " is not safe: " + fail.detail(),
                        "only root may be able to change " + directory + " and the directories above it");
            case CHECKSUM ->
                new Failed(
                        BootstrapFailure.CHECKSUM,
                        "what was sent arrived damaged: " + fail.detail(),
                        "run again; if it happens again, something between here and the host alters what it carries");
            case NO_TOOL ->
                new Failed(
                        BootstrapFailure.NO_TOOL,
                        "the host has no working " + fail.detail(),
                        "install coreutils or busybox there");
            case HOST_SILENT, HOST_GARBAGE, HOST_CLOSED -> garbage("fail " + fail.code());
        };
    }

    BootstrapResult silent(String noise) {
        return new Failed(
                BootstrapFailure.HOST_SILENT,
                "the host was reached but did not answer in "
                        + settings.patience().toSeconds() + " s" + after(noise),
                "see whether a command hangs there: ssh HOST true");
    }

    BootstrapResult wrongPassword() {
        return new Failed(
                BootstrapFailure.NO_PRIVILEGES,
                "sudo does not take the password",
                "check the password that -K or ansible_become_password gives: sudo wants the login user's own");
    }

    /** @param complaint sudo's */
    BootstrapResult refused(String complaint) {
        boolean asked = settings.become().flatMap(Become::password).isPresent();
        return new Failed(
                BootstrapFailure.NO_PRIVILEGES,
                "sudo does not let the user become root" + after(complaint),
                asked
                        ? "sudo must allow this user to run commands as root"
                        : "sudo must allow this user to run commands as root, without a password or with -K (ansible_become_password)");
    }

    BootstrapResult garbage(String noise) {
        return new Failed(
                BootstrapFailure.HOST_GARBAGE,
                "the host's shell answers something else than was asked" + after(noise),
                "the login shell must start commands (ssh HOST true) and print little for a session without terminal");
    }

    BootstrapResult closed(String noise, String complaint) {
        String why = complaint.strip().lines().reduce((first, last) -> last).orElse("");
        String detail = uploadFailure.isPresent() ? ", in the middle of the upload" : "";
        return new Failed(
                BootstrapFailure.HOST_CLOSED,
                "the host's shell ended before the runner ran" + detail + after(why.isEmpty() ? noise : why),
                "the login shell must start commands: ssh HOST true");
    }

    private BootstrapResult noJava(String detail) {
        if (detail.startsWith(UNUSABLE)) {
            return new Failed(
                    BootstrapFailure.NO_JAVA,
                    "the Java that was sent does not run there: " + detail.substring(UNUSABLE.length()),
                    "install a Java 25 there, or give another one with --runtime FILE");
        }
        String found = tooOld.stream()
                .map(f -> f.path() + " is " + f.version())
                .reduce((a, b) -> a + ", " + b)
                .map(" (found: %s)"::formatted)
                .orElse(" (found none)");
        String where = settings.java().map(j -> "at lsdn_java " + j).orElse("in PATH, JAVA_HOME or /usr/lib/jvm");
        return new Failed(
                BootstrapFailure.NO_JAVA,
                "no Java 25 or later " + where + found
                        + noRuntime.map("; "::concat).orElse(""),
                "install one there (a JRE without desktop is enough), set lsdn_java to its home directory, or give one with --runtime FILE");
    }

    private String fact(String name) {
        return facts.getOrDefault(name, "");
    }

    private static String after(String noise) {
        return noise.isBlank() ? "" : ": " + noise.strip();
    }
}
