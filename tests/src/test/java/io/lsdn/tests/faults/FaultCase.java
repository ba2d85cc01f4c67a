package io.lsdn.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import io.lsdn.tests.deploy.Cli;
import io.lsdn.tests.deploy.HostState;
import io.lsdn.tests.lab.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One rollout with one fault, what is left of it, and how the next command brings the hosts to where they should be. */
final class FaultCase {
    /** After a timer: time for a busy machine to act on it. */
    private static final Duration QUIET = Duration.ofSeconds(60);

    private static final int LONGEST = 300;

    private final FaultLab lab;
    private final Controller controller;
    private final LabHost host;
    private final Duration confirm;
    private final Fault fault;
    private final Topologies target;
    private final Map<Topologies, Map<String, Set<String>>> looks;
    private final Acts acts;
    private final boolean resumes;
    private Topologies now;

    /**
     * @param confirm the dead-man's timer of the rollout with the fault
     * @param target what is rolled out; the hosts have the other one
     * @param looks the hosts with each topology
     * @param resumes whether what is left is taken up by that command first, and not by the next rollout at once
     */
    FaultCase(
            FaultLab lab,
            Controller controller,
            Duration confirm,
            Fault fault,
            Topologies target,
            Map<Topologies, Map<String, Set<String>>> looks,
            boolean resumes) {
        this.lab = lab;
        this.controller = controller;
        this.host = lab.host("b");
        this.fault = fault;
        this.target = target;
        this.now = target.other();
        this.looks = looks;
        this.resumes = resumes;
        this.confirm = confirm;
        this.acts = new Acts(lab, host, controller, target, confirm);
    }

    /** @return how the rollout ended, for people */
    String run() throws Exception {
        acts.begin();
        Cli.Ended ended = rollOut();
        assertTrue(acts.happened(), "the fault was never made: " + ended);
        acts.heal(fault.kind());
        End end = end(ended);
        assertTrue(acts.isHealed(fault.kind()), "it lasts");
        awaitQuiet(ended);
        checkHosts(end, ended);
        String next = bringForward(end, ended);
        acts.endStopped();
        assertEquals(List.of(), lab.processes(), "processes that are left");
        assertEquals(List.of(), lab.temporaryFiles(), "files that are left");
        return end + next;
    }

    /** What the hosts have when it has run. */
    Topologies now() {
        return now;
    }

    private Cli.Ended rollOut() throws Exception {
        if (fault instanceof Fault.AtStep(Kind kind, Step step) && !step.hasRunner()) {
            if (kind == Kind.EPERM) {
                plan("START", List.of("powerless"));
                return start().await();
            }
            var approach = new Approach(lab, host);
            return step == Step.LOGIN
                    ? approach.atLogin(this::start, acts.outside(kind, step))
                    : approach.atUpload(this::start, acts.outside(kind, step));
        }
        plan(fault.point(), acts.of(fault));
        return start().await();
    }

    private Controller.Running start() throws IOException {
        List<String> arguments = arguments();
        arguments.addAll(List.of("--confirm-timeout", confirm.toSeconds() + "s"));
        return controller.start(fault.kind() == Kind.CLOCK_JUMP ? acts.clock() : Map.of(), arguments);
    }

    private void plan(String point, List<String> actions) throws IOException {
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("point", point);
        plan.put("do", actions);
        plan.put(
                "sshd",
                Map.of(
                        "pid", lab.sshd(host, ".pid").toString(),
                        "log", lab.sshd(host, ".sshd.log").toString()));
        plan.put("environment", fault.kind() == Kind.CLOCK_JUMP ? acts.clock() : Map.of());
        Path ready = Files.writeString(lab.plan(host).resolveSibling("plan.part"), new Gson().toJson(plan));
        Files.move(ready, lab.plan(host));
    }

    private List<String> arguments() throws IOException {
        var all = new ArrayList<>(lab.inventory());
        all.addAll(List.of("-o", "json", "-v", target.write(lab.directory()).toString()));
        return all;
    }

    private End end(Cli.Ended ended) {
        Set<End> allowed = End.of(fault);
        Optional<End> end = allowed.stream()
                .filter(e -> e.exit() == ended.exit())
                .filter(e -> e.outcome().isEmpty()
                        || e.outcome().equals(ended.outcome())
                                && ended.outcomeOf(host.name()).matches(e.ofHost()))
                .findFirst();
        assertTrue(end.isPresent(), () -> "not " + allowed + " but " + ended);
        return end.get();
    }

    /** Runners that lost their controller end by their timers; one that is stopped ends when somebody wants its lock. */
    private void awaitQuiet(Cli.Ended ended) throws Exception {
        long stop = System.nanoTime() + confirm.plus(QUIET).toNanos();
        if (fault.kind() == Kind.STOP_RUNNER) {
            acts.awaitOverdue();
            return;
        }
        while (!lab.processes().isEmpty()) {
            assertTrue(System.nanoTime() < stop, "still there: " + lab.processes() + "\n" + ended);
            Thread.sleep(100);
        }
    }

    private void checkHosts(End end, Cli.Ended ended) {
        Map<String, Set<String>> before = look(target.other());
        switch (end.hosts()) {
            case BEFORE -> assertLook(FaultLab.HOSTS, before, "as before", ended);
            case OTHERS_BEFORE -> {
                var others = new ArrayList<>(FaultLab.HOSTS);
                others.remove(host.name());
                assertLook(others, before, "the others as before", ended);
            }
            case ANYWHERE -> {}
            case AFTER -> {
                if (fault.kind() != Kind.CLASH) {
                    assertLook(FaultLab.HOSTS, look(target), "new", ended);
                }
            }
        }
    }

    /**
     * Completes or takes back what is unfinished. Then the hosts were looked at, and the next case's rollout is the next command;
     * but what somebody else did has to be repaired by one.
     */
    private String bringForward(End end, Cli.Ended ended) throws Exception {
        boolean unfinished = end == End.HOST_LEFT || end == End.DIED_UNDECIDED && isBegun() || end == End.DIED_DECIDED;
        if (unfinished && resumes) {
            return resume(end, ended);
        }
        if (end == End.COMMITTED && fault.kind() != Kind.CLASH && !isLeftToTheNext()) {
            now = target;
            return "";
        }
        if (end.isOver() && !isLeftToTheNext()) {
            return "";
        }
        Cli.Ended next = controller.run(arguments().toArray(String[]::new));
        assertEquals(0, next.exit(), () -> "the next rollout: " + next + "\nafter " + ended);
        now = target;
        assertLook(FaultLab.HOSTS, look(target), "after the next rollout", next);
        return unfinished ? ", next rollout " + next.outcome() + recovered(end, next) : "";
    }

    private String resume(End end, Cli.Ended ended) throws Exception {
        Cli.Ended resumed = controller.run("resume", "-o", "json");
        assertEquals(0, resumed.exit(), () -> "resume: " + resumed + "\nafter " + ended);
        boolean forward = end == End.DIED_DECIDED;
        assertEquals(forward ? "committed" : "rolled_back", resumed.outcome(), resumed::err);
        now = forward ? target : target.other();
        assertLook(FaultLab.HOSTS, look(now), "after resume", resumed);
        return ", resume " + resumed.outcome() + recovered(end, resumed);
    }

    /** A runner that was killed or stopped could not put away its note that it has the lock; the next one does. */
    private boolean isLeftToTheNext() throws IOException {
        return fault.kind() == Kind.STOP_RUNNER || !lab.temporaryFiles().isEmpty();
    }

    /** Whether a rollout is on record: the controller writes down that it begins. */
    private boolean isBegun() {
        return fault.step().compareTo(Step.PREPARE) > 0;
    }

    private String recovered(End end, Cli.Ended next) {
        boolean told = next.json()
                .getAsJsonObject("hosts")
                .getAsJsonObject(host.name())
                .get("recovered")
                .getAsBoolean();
        // A runner that was stopped before it was told to commit left nothing.
        if (end == End.HOST_LEFT && fault.step() != Step.MAKE) {
            assertTrue(told, () -> "recovered is not told: " + next);
        }
        return told ? " (recovered)" : "";
    }

    private Map<String, Set<String>> look(Topologies topology) {
        return Optional.ofNullable(looks.get(topology)).orElseThrow();
    }

    private void assertLook(List<String> hosts, Map<String, Set<String>> expected, String what, Cli.Ended ended) {
        for (String name : hosts) {
            Set<String> lines = Optional.ofNullable(expected.get(name)).orElseThrow();
            List<String> difference = HostState.difference(lines, lab.look(lab.host(name))).stream()
                    .map(l -> l.length() > LONGEST ? l.substring(0, LONGEST) + "…" : l)
                    .toList();
            assertTrue(difference.isEmpty(), () -> name + " is not " + what + ": " + difference + "\n" + ended);
        }
    }
}
