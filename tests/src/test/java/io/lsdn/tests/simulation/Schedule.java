package io.lsdn.tests.simulation;

import io.lsdn.controller.rollout.Decision;
import io.lsdn.controller.rollout.Participants;
import io.lsdn.controller.rollout.PlayHost;
import io.lsdn.controller.rollout.RolloutOutcome;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One random schedule: a rollout, or two that meet, over a hundred hosts that all hold generation 1, while hosts, messages and
 * controllers suffer what the seed says. Then all is mended, what is unfinished is resumed, and the hosts are compared.
 */
final class Schedule {
    static final int HOSTS = 100;

    /** Steps that a controller makes until every host is prepared, and until it ends, if nothing disturbs it; roughly. */
    private static final int STEPS_TO_BARRIER = 2_050;

    private static final int STEPS = 4_200;

    private final long seed;
    private final World world;
    private final Weather weather;
    private final Map<String, Machine> machines = new LinkedHashMap<>();
    private final List<PlayHost> inventory = new ArrayList<>();
    private final List<Desk> desks = new ArrayList<>();
    private final List<String> story = new ArrayList<>();

    Schedule(long seed) {
        this.seed = seed;
        this.world = new World(new Random(seed));
        this.weather = new Weather(world);
        for (int i = 0; i < HOSTS; i++) {
            String name = "h%03d".formatted(i);
            inventory.add(new PlayHost(name, name, Optional.empty(), Optional.empty()));
            machines.put(name, new Machine(world, name));
        }
        Topology first = topology(1, 1);
        machines.forEach((name, m) -> {
            Topology slice = first.slice(Set.of(name));
            m.diff(slice).forEach(p -> m.apply(p.change()));
            m.confirm(new Reply.Recorded(Optional.of(1L), Optional.of("01A"), slice, Set.of(name), List.of()));
        });
    }

    /** A net a host; those that fate chooses are of the new version, the others stay as they are. */
    private Topology topology(int version, double share) {
        Map<String, Phys> physes = new LinkedHashMap<>();
        Map<String, Net> nets = new LinkedHashMap<>();
        int i = 1;
        for (String host : machines.keySet()) {
            physes.put(host, new Phys(host, Optional.of("eth0"), Optional.of(new Ipv4Address(0x0a000000 + i))));
            int vid = (world.happens(share) ? version : 1) * 1000 + i++;
            nets.put("n-" + host, new Net("n-" + host, vid, "default", Set.of(host), Map.of(), false, false));
        }
        return new Topology("lsdn", Map.of("default", new Settings.VxlanE2e("default", 4789)), physes, nets);
    }

    /** Runs all of it. @return what happened, in a line */
    String run() {
        try {
            return carryOut();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + String.join(", ", story) + ": " + e.getMessage(), e);
        }
    }

    private String carryOut() {
        sow();
        boolean two = world.happens(0.4);
        begin("01B", 2);
        if (two) {
            Duration later = world.upTo(Duration.ofSeconds(world.happens(0.6) ? 3 : 90));
            story.add("two");
            world.after(later, () -> begin(world.happens(0.2) ? "01Aa" : "01C", 3));
        }
        int count = two ? 2 : 1;
        // What stands still goes on: only time that passes ends it.
        require(world.run(() -> desks.size() == count && desks.stream().allMatch(this::isOver)), "it hangs");
        check();
        mend();
        for (int rounds = 0; desks.stream().anyMatch(Desk::isOpen); rounds++) {
            require(rounds < 3, "resume does not come to its end");
            desks.stream().filter(Desk::isOpen).forEach(this::resume);
        }
        world.run(() -> false);
        compare();
        return String.join(", ", story);
    }

    private final Map<Desk, World.Program> processes = new LinkedHashMap<>();

    private void begin(String rollout, int version) {
        var desk = new Desk(world, weather, machines, rollout);
        World.Program process = desk.roll(
                Participants.of(topology(version, world.random().nextDouble()), inventory, machines.keySet()));
        desks.add(desk);
        processes.put(desk, process);
        afflict(desk, process);
    }

    private boolean isOver(Desk desk) {
        return desk.hasEnded() || process(desk).isDead();
    }

    private World.Program process(Desk desk) {
        return Optional.ofNullable(processes.get(desk)).orElseThrow();
    }

    /** What befalls a controller: at one of its steps, each as likely as any other. */
    private void afflict(Desk desk, World.Program process) {
        int when = world.happens(0.2)
                ? world.random().nextInt(STEPS_TO_BARRIER)
                : world.random().nextInt(STEPS_TO_BARRIER, STEPS);
        switch (world.random().nextInt(5)) {
            case 0 -> {
                Duration later = world.upTo(Duration.ofMillis(150));
                boolean machineToo = world.happens(0.5);
                desk.onDecision(() -> world.after(later, () -> {
                    story.add(desk.rollout() + " killed " + later.toMillis() + " ms after its decision");
                    process.kill();
                    desk.died(machineToo);
                }));
            }
            case 1 -> {
                boolean machineToo = world.happens(0.3);
                process.atStep(when, () -> {
                    story.add(desk.rollout() + " killed at step " + when);
                    process.kill();
                    desk.died(machineToo);
                });
            }
            case 2 -> {
                Duration time = world.upTo(Duration.ofSeconds(90));
                process.atStep(when, () -> {
                    story.add(desk.rollout() + " frozen at step " + when + " for " + time.toMillis() + " ms");
                    process.freeze(time);
                });
            }
            case 3 ->
                process.atStep(when, () -> {
                    story.add(desk.rollout() + " interrupted at step " + when);
                    desk.interrupt();
                });
            default -> {}
        }
    }

    private void sow() {
        List<Machine.Fault.Kind> kinds = List.of(Machine.Fault.Kind.values());
        for (int i = Math.max(0, world.random().nextInt(6) - 2); i > 0; i--) {
            int n = world.random().nextInt(HOSTS);
            Machine.Fault.Kind kind = kinds.get(world.random().nextInt(kinds.size()));
            var fault = new Machine.Fault(
                    kind,
                    (world.happens(0.3) ? 1 : 4) + world.random().nextInt(8),
                    world.upTo(Duration.ofSeconds(100)));
            new ArrayList<>(machines.values()).get(n).suffers(fault);
            story.add("h" + n + " " + kind + " at message " + fault.when());
        }
    }

    /** Before anything is resumed. */
    private void check() {
        for (Desk d : desks) {
            d.defect().ifPresent(e -> {
                throw new AssertionError("a defect of " + d.rollout() + ": " + e, e);
            });
            story.add(d.rollout() + " (" + process(d).count() + " steps) "
                    + d.result()
                            .map(r -> r.outcome().word() + (r.locked() ? " (locked)" : ""))
                            .orElse("died" + d.decision().map(_ -> " decided").orElse("")));
            d.result().ifPresent(r -> check(d, r));
        }
        boolean fair = weather.incidents() == 0
                && machines.values().stream().noneMatch(Machine::wasStruck)
                && processes.values().stream().noneMatch(World.Program::wasFrozen);
        boolean allLocked = desks.size() == 2
                && desks.stream()
                        .allMatch(d -> d.result().filter(RolloutResult::locked).isPresent());
        require(!(allLocked && fair), "both lost");
    }

    private void check(Desk desk, RolloutResult r) {
        boolean decided = desk.decision().isPresent();
        switch (r.outcome()) {
            case COMMITTED, UNCHANGED -> {
                long number = desk.decision().map(Decision::generation).orElse(1L);
                machines.values()
                        .forEach(m -> require(
                                m.latest().flatMap(Reply.Recorded::generation).orElse(0L) >= number,
                                m.name() + " does not hold what was said to be committed"));
            }
            case ROLLED_BACK, FAILED -> {
                require(!decided, "rolled back after the decision");
                machines.values()
                        .forEach(m -> require(
                                !m.latest().flatMap(Reply.Recorded::rollout).equals(Optional.of(desk.rollout())),
                                m.name() + " holds what was rolled back"));
            }
            case ROLLBACK_INCOMPLETE -> {}
            case CHECKED, PARTIAL -> throw new AssertionError("ended as " + r.outcome());
        }
    }

    private void mend() {
        weather.calm();
        machines.values().forEach(Machine::heal);
        var passed = new ArrayList<Integer>();
        world.after(world.upTo(Duration.ofSeconds(90)), () -> passed.add(1));
        world.run(() -> !passed.isEmpty());
    }

    private void resume(Desk desk) {
        World.Program process = desk.resume();
        processes.put(desk, process);
        require(world.run(desk::hasEnded), "resume hangs");
        desk.defect().ifPresent(e -> {
            throw new AssertionError("a defect in resume: " + e, e);
        });
        story.add(desk.rollout() + " resumed: "
                + desk.result().orElseThrow().outcome().word());
    }

    /** All hosts hold the same generation of the same rollout, and their kernels are just that. */
    private void compare() {
        Map<String, List<String>> held = machines.values().stream()
                .collect(Collectors.groupingBy(
                        m -> m.latest()
                                .map(g -> g.generation().orElse(0L) + " of "
                                        + g.rollout().orElse(""))
                                .orElse("nothing"),
                        LinkedHashMap::new,
                        Collectors.mapping(Machine::name, Collectors.toList())));
        require(held.size() == 1, "a mix: " + held);
        story.add("all at " + held.keySet().iterator().next());
        for (Machine m : machines.values()) {
            require(
                    m.lock().filter(r -> !r.isStopped()).isEmpty(),
                    m.name() + " is locked by "
                            + m.lock().map(Runner::holder).map(Holder::toString).orElse(""));
            require(m.journal().isEmpty(), m.name() + " has an unfinished transaction");
            Topology slice = m.latest().orElseThrow().slice();
            require(
                    new LinkedHashSet<>(m.kernel().values())
                            .equals(new LinkedHashSet<>(Machine.objects(slice).values())),
                    m.name() + " holds " + m.kernel() + " and not " + slice.nets());
        }
        boolean committed =
                desks.stream().flatMap(d -> d.result().stream()).anyMatch(r -> r.outcome() == RolloutOutcome.COMMITTED);
        require(!committed || !held.containsKey("1 of 01A"), "what was committed is gone");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
