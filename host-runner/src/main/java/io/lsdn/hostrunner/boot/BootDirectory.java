package io.lsdn.hostrunner.boot;

import io.lsdn.hostrunner.apply.ContextDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code lsdn_dir/boot.d}: what a host needs to build its confirmed generations without a controller. Two scripts, and for each context
 * that is installed a directory with the command that builds it and the runner that the command starts. A runner is linked here
 * from the cache, so it stays when the cache is swept. Whoever confirms a generation leaves itself here: what it wrote it can
 * read.
 */
public final class BootDirectory {
    /** No context can be called so. */
    private static final String NAME = "boot.d";

    private static final String RUN = "run.sh";
    private static final String APPEARED = "appeared.sh";
    private static final String COMMAND = "command";
    private static final String INTERFACES = "interfaces";

    private final Path home;
    private final Path directory;
    private final Path wanted;
    private final Optional<RunnerCommand> runner;

    /**
     * @param home {@code lsdn_dir}
     * @param root what is {@code /} to systemd and udev
     * @param runner how the runner was started that is to be kept; empty if that is not known
     */
    public BootDirectory(Path home, Path root, Optional<RunnerCommand> runner) {
        this.home = home;
        this.directory = home.resolve(NAME);
        this.wanted = root.resolve("run/lsdn-boot.wanted");
        this.runner = runner;
    }

    /** {@code lsdn_dir}. */
    public Path home() {
        return home;
    }

    /** Builds every installed context. */
    public Path run() {
        return directory.resolve(RUN);
    }

    /** Hears of links that appear. */
    public Path appeared() {
        return directory.resolve(APPEARED);
    }

    /** A file whose existence asks for a run. */
    public Path wanted() {
        return wanted;
    }

    private Path of(String context) {
        return directory.resolve(context);
    }

    public boolean isInstalled(String context) {
        return Files.exists(of(context).resolve(COMMAND), LinkOption.NOFOLLOW_LINKS);
    }

    /** The contexts that are. */
    public List<String> contexts() throws IOException {
        if (!ContextDirectory.isOurs(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(p -> p.getFileName().toString())
                    .filter(this::isInstalled)
                    .sorted()
                    .toList();
        }
    }

    /**
     * From now on there is a command that builds the context, with the runner at work now.
     *
     * @param interfaces whose appearance matters
     * @return whether anything was otherwise before
     */
    public boolean install(String context, Set<String> interfaces) throws IOException {
        var files = new KeptFiles(home);
        files.makeDirectory(directory);
        String assignment = "wanted=" + Words.quoted(wanted.toString()) + "\n";
        boolean changed = files.write(run(), assignment + Words.resource("run.sh"));
        changed |= files.write(appeared(), assignment + Words.resource("appeared.sh"));
        return keep(files, context, interfaces) || changed;
    }

    /** A generation was confirmed: if the context is installed, its command is made to fit. */
    public void confirmed(String context, Set<String> interfaces) throws IOException {
        if (ContextDirectory.isOurs(directory) && isInstalled(context)) {
            keep(new KeptFiles(home), context, interfaces);
        }
    }

    private boolean keep(KeptFiles files, String context, Set<String> interfaces) throws IOException {
        RunnerCommand mine = runner.orElseThrow(
                () -> new IOException("this runner was not started from a jar, so it can not be kept"));
        Path to = of(context);
        files.makeDirectory(to);
        boolean changed = files.write(to.resolve(INTERFACES), Words.lines(interfaces));
        var kept = new ArrayList<String>();
        RunnerCommand linked = new RunnerCommand(
                files.tree(mine.java(), to, kept),
                mine.options().stream().map(o -> option(files, o, to, kept)).toList(),
                files.link(mine.jar(), to, kept));
        String before = files.text(to.resolve(COMMAND));
        changed |= files.write(to.resolve(COMMAND), command(linked, context));
        kept.addAll(List.of(COMMAND, INTERFACES));
        // The files of the command before stay for whoever is just starting it.
        files.sweep(to, name -> kept.contains(name) || before.contains("/" + name));
        return changed;
    }

    /** {@code -XX:SharedArchiveFile=…} and the like: their file is kept too. */
    private String option(KeptFiles files, String option, Path to, List<String> kept) {
        int at = option.indexOf('=');
        Path file = Path.of(at < 0 ? "" : option.substring(at + 1));
        if (!file.startsWith(home)) {
            return option;
        }
        try {
            return option.substring(0, at + 1) + files.link(file, to, kept);
        } catch (IOException _) {
            // A JVM does without its class archive.
            return option;
        }
    }

    private String command(RunnerCommand linked, String context) {
        var words = new ArrayList<String>(linked.options());
        words.addAll(List.of("-jar", linked.jar().toString(), "boot", home.toString(), context));
        return "java=" + Words.quoted(linked.java().toString()) + "\n" + Words.resource("command.sh")
                + "exec \"$java\" " + Words.quoted(words) + "\n";
    }

    /** Asks for a run as soon as may be. Nobody listens where boot is not installed. */
    public void request() throws IOException {
        if (Files.isDirectory(wanted.resolveSibling("."))) {
            Files.write(wanted, new byte[0]);
        }
    }

    /** @return whether the context was installed */
    public boolean remove(String context) throws IOException {
        if (!ContextDirectory.isOurs(directory)) {
            return false;
        }
        var files = new KeptFiles(home);
        boolean was = isInstalled(context);
        files.delete(of(context));
        if (contexts().isEmpty()) {
            files.delete(directory);
        }
        return was;
    }
}
