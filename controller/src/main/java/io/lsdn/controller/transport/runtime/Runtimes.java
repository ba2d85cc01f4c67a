package io.lsdn.controller.transport.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The Java runtimes that hosts can get. One instance serves a whole rollout and is safe for use by several threads. */
public final class Runtimes {
    /** What jdeps says that the runner's jar needs; a test asks it. */
    public static final List<String> MODULES = List.of("java.base");

    /** What there is for a machine. */
    public sealed interface Choice {
        record Found(JavaRuntime runtime) implements Choice {}

        /** @param why there is none, as half a sentence */
        record None(String why) implements Choice {}
    }

    private final List<JavaRuntime> given;
    private final Optional<OwnRuntime> own;
    private final Map<Machine, Choice> chosen = new HashMap<>();

    private Runtimes(List<JavaRuntime> given, Optional<OwnRuntime> own) {
        this.given = List.copyOf(given);
        this.own = own;
    }

    /**
     * @param files {@code --runtime}, read now
     * @param cache where the runtime that this program makes is kept
     * @throws IOException saying what is wrong with a file, in a line
     */
    public static Runtimes of(List<Path> files, Path cache) throws IOException {
        return of(files, OwnRuntime.ofThisProgram(cache));
    }

    static Runtimes of(List<Path> files, OwnRuntime own) throws IOException {
        var given = new java.util.ArrayList<JavaRuntime>();
        for (Path file : files) {
            given.add(RuntimeFile.read(file));
        }
        return new Runtimes(given, Optional.of(own));
    }

    /** For programs that ship none. */
    public static Runtimes none() {
        return new Runtimes(List.of(), Optional.empty());
    }

    /** May take half a minute the first time: others that ask meanwhile wait for the same. */
    public synchronized Choice on(Machine machine) {
        return chosen.computeIfAbsent(machine, this::choose);
    }

    private Choice choose(Machine machine) {
        Optional<JavaRuntime> fitting =
                given.stream().filter(r -> r.machine().equals(machine)).findFirst();
        if (fitting.isPresent()) {
            return new Choice.Found(fitting.get());
        }
        String others = given.isEmpty()
                ? ""
                : "; --runtime gave "
                        + given.stream().map(r -> r.machine().toString()).collect(Collectors.joining(", "));
        return own.map(o -> make(o, machine, others)).orElse(new Choice.None("none is shipped" + others));
    }

    private static Choice make(OwnRuntime own, Machine machine, String others) {
        try {
            Optional<Machine> here = own.machine();
            if (here.isEmpty() || !here.get().equals(machine)) {
                return new Choice.None("the host is " + machine + ", the Java that runs lsdn-deploy is for "
                        + here.map(Machine::toString).orElse("another system") + others);
            }
            if (!own.canBeMade()) {
                return new Choice.None("lsdn-deploy runs on a Java without jlink (" + own.java()
                        + "), so it cannot make one" + others);
            }
            return new Choice.Found(own.get(machine));
        } catch (IOException e) {
            return new Choice.None("none could be made: " + e.getMessage() + others);
        }
    }
}
