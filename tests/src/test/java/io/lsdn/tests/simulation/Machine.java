package io.lsdn.tests.simulation;

import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A hypervisor in memory, with what outlives a runner: its kernel, the confirmed generations and the journal. Each net takes two
 * objects: one that is made and removed with it, one that is switched from version to version.
 */
final class Machine {
    /** What was before a transaction, and whose it is. */
    record Journal(Holder whose, Map<String, Link> before) {}

    private final World world;
    private final String name;
    private final Map<String, Link> kernel = new LinkedHashMap<>();
    private final List<Reply.Recorded> generations = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private Optional<Journal> journal = Optional.empty();
    private Optional<Runner> lock = Optional.empty();
    private Optional<Fault> fault = Optional.empty();
    private long unreachableUntil;
    private long suspended;

    /** Whether its fault came to pass. */
    boolean wasStruck() {
        return struck;
    }

    /**
     * What befalls a host once.
     *
     * @param when the number of the message on whose arrival it happens, from 1
     */
    record Fault(Kind kind, int when, Duration howLong) {
        enum Kind {
            KILL_RUNNER,
            STOP_RUNNER,
            POWER_OFF,
            REFUSE_CHANGE,
            CUT_LINES,
            UNREACHABLE,
            SUSPEND
        }
    }

    private int heard;
    private boolean struck;

    Machine(World world, String name) {
        this.world = world;
        this.name = name;
    }

    String name() {
        return name;
    }

    void suffers(Fault f) {
        fault = Optional.of(f);
    }

    void heal() {
        fault = Optional.empty();
        unreachableUntil = 0;
    }

    /** A message is about to be heard. @return whether the runner refuses it as a kernel would */
    boolean strikes(Runner runner) {
        heard++;
        Optional<Fault> now = fault.filter(f -> f.when() == heard);
        now.ifPresent(f -> strike(f, runner));
        return now.filter(f -> f.kind() == Fault.Kind.REFUSE_CHANGE).isPresent();
    }

    private void strike(Fault f, Runner runner) {
        struck = true;
        switch (f.kind()) {
            case KILL_RUNNER -> runner.kill();
            case STOP_RUNNER -> runner.stop();
            case POWER_OFF -> {
                lines.forEach(Line::breakDown);
                lock.ifPresent(Runner::kill);
                runner.kill();
                unreachable(f.howLong());
                // The one-shot of boot install builds what was confirmed, and there is nothing to go back from any
                // more.
                journal = Optional.empty();
                set(latest().map(g -> objects(g.slice())).orElse(Map.of()));
            }
            case REFUSE_CHANGE -> {}
            case CUT_LINES -> lines.forEach(Line::breakDown);
            case UNREACHABLE -> {
                if (world.happens(0.5)) {
                    lines.forEach(Line::breakDown);
                }
                unreachable(f.howLong());
            }
            case SUSPEND -> {
                unreachable(f.howLong());
                suspended += f.howLong().toNanos();
            }
        }
    }

    private void unreachable(Duration time) {
        unreachableUntil = world.nanos() + time.toNanos();
    }

    /** For how long it cannot be reached yet. */
    Duration outage() {
        return Duration.ofNanos(Math.max(0, unreachableUntil - world.nanos()));
    }

    /** As CLOCK_BOOTTIME: a leap is seen by who sleeps when the machine wakes. */
    long bootNanos() {
        return world.nanos() + suspended;
    }

    void connected(Line line) {
        lines.add(line);
    }

    Optional<Runner> lock() {
        return lock;
    }

    /** Takes it, and recovers from what its last holder left. */
    void lock(Runner runner) {
        lock = Optional.of(runner);
    }

    void unlock(Runner runner) {
        lock = lock.filter(r -> r != runner);
    }

    Optional<Journal> journal() {
        return journal;
    }

    void begin(Holder whose) {
        if (journal.isEmpty()) {
            journal = Optional.of(new Journal(whose, new LinkedHashMap<>(kernel)));
        }
    }

    /** Back to what the journal says. */
    void undo() {
        journal.ifPresent(j -> set(j.before()));
        journal = Optional.empty();
    }

    void confirm(Reply.Recorded generation) {
        generations.add(generation);
        journal = Optional.empty();
    }

    Optional<Reply.Recorded> latest() {
        return generations.isEmpty() ? Optional.empty() : Optional.of(generations.getLast());
    }

    private void set(Map<String, Link> objects) {
        var copy = new LinkedHashMap<>(objects);
        kernel.clear();
        kernel.putAll(copy);
    }

    void apply(Change change) {
        Link link = (Link) change.after().or(change::before).orElseThrow();
        if (change.after().isPresent()) {
            kernel.put(link.name(), link);
        } else {
            kernel.remove(link.name());
        }
    }

    Map<String, Link> kernel() {
        return Map.copyOf(kernel);
    }

    static Map<String, Link> objects(Topology slice) {
        var objects = new LinkedHashMap<String, Link>();
        for (Net net : slice.nets().values()) {
            var own = new Link("m" + net.vid(), new LinkKind.Bridge(false), net.name());
            var switched = new Link("s-" + net.name(), new LinkKind.Bridge(false), "version " + net.vid());
            objects.put(own.name(), own);
            objects.put(switched.name(), switched);
        }
        return objects;
    }

    List<PlannedChange> diff(Topology slice) {
        var wanted = objects(slice);
        var changes = new ArrayList<PlannedChange>();
        wanted.forEach((key, to) -> {
            Link from = kernel.get(key);
            if (from == null) {
                changes.add(new PlannedChange(Stage.MAKE, Change.add(to)));
            } else if (!from.equals(to)) {
                changes.add(new PlannedChange(Stage.SWITCH, Change.replace(from, to)));
            }
        });
        kernel.forEach((key, from) -> {
            if (!wanted.containsKey(key)) {
                changes.add(new PlannedChange(Stage.BREAK, Change.remove(from)));
            }
        });
        return changes;
    }
}
