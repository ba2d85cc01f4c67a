package io.lsdn.tests.simulation;

import io.lsdn.controller.rollout.Decision;
import io.lsdn.controller.rollout.DecisionRecord;
import io.lsdn.controller.rollout.GateWatch;
import io.lsdn.controller.rollout.HostGate;
import io.lsdn.controller.rollout.OnFailure;
import io.lsdn.controller.rollout.Opening;
import io.lsdn.controller.rollout.Participants;
import io.lsdn.controller.rollout.Resumption;
import io.lsdn.controller.rollout.Rollout;
import io.lsdn.controller.rollout.RolloutOutcome;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.controller.rollout.RolloutSettings;
import io.lsdn.controller.rollout.RolloutTasks;
import io.lsdn.controller.rollout.Time;
import io.lsdn.controller.rollout.Timing;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Holder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Somebody's state directory and the controllers that run from it, one after the other. What is written down outlives them. */
final class Desk implements HostGate {
    private static final Duration CONFIRM = Duration.ofSeconds(30);

    private final World world;
    private final Weather weather;
    private final Map<String, Machine> machines;
    private final String rollout;
    private final List<Line> lines = new ArrayList<>();
    private boolean open;
    private Optional<Decision> decision = Optional.empty();
    private Optional<RolloutResult> result = Optional.empty();
    private Optional<Throwable> defect = Optional.empty();
    private Optional<Rollout> running = Optional.empty();
    private boolean ended;
    private Runnable onDecision = () -> {};

    /** @param rollout the id of the one rollout that is made from here */
    Desk(World world, Weather weather, Map<String, Machine> machines, String rollout) {
        this.world = world;
        this.weather = weather;
        this.machines = machines;
        this.rollout = rollout;
    }

    String rollout() {
        return rollout;
    }

    Optional<Decision> decision() {
        return decision;
    }

    /** How the rollout ended; empty if its controller died. */
    Optional<RolloutResult> result() {
        return result;
    }

    /** Whether there is something to resume. */
    boolean isOpen() {
        return open;
    }

    /** Whether its process has come to its end by itself. */
    boolean hasEnded() {
        return ended;
    }

    Optional<Throwable> defect() {
        return defect;
    }

    private RolloutSettings settings() {
        var holder = new Holder(rollout, "ann", "desk of " + rollout, 1, "now");
        return new RolloutSettings(holder, 50, Timing.of(CONFIRM), false, false, OnFailure.ROLLBACK);
    }

    /** Happens as soon as the decision is durable. */
    void onDecision(Runnable what) {
        onDecision = what;
    }

    World.Program roll(Participants participants) {
        return begin(() -> {
            var it = new Rollout(participants, settings(), this, _ -> {}, RolloutTasks.NONE, new Book());
            running = Optional.of(it);
            RolloutResult r = it.run();
            open &= r.outcome() == RolloutOutcome.ROLLBACK_INCOMPLETE;
            result = Optional.of(r);
        });
    }

    /** As {@code lsdn-deploy resume}. */
    World.Program resume() {
        return begin(() -> {
            var resumption = new Resumption(settings(), this, _ -> {});
            RolloutResult r =
                    decision.map(resumption::complete).orElseGet(() -> resumption.takeBack("lsdn", machines.keySet()));
            open = r.outcome() == RolloutOutcome.ROLLBACK_INCOMPLETE;
            result = Optional.of(r);
        });
    }

    private World.Program begin(Runnable work) {
        ended = false;
        return world.new Program(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                defect = Optional.of(e);
            }
            ended = true;
        });
    }

    /** As Ctrl-C. */
    void interrupt() {
        running.ifPresent(Rollout::interrupt);
    }

    /** Its process is dead, and its machine may be too: then nobody tells the hosts. */
    void died(boolean machineToo) {
        lines.forEach(machineToo ? Line::breakDown : Line::hangUp);
    }

    private final class Book implements DecisionRecord {
        @Override
        public void committing() {
            open = true;
        }

        @Override
        public void decided(Decision d) {
            // Between the moment that it is durable and the moment that its writer knows, everything can happen.
            world.pause(world.upTo(Duration.ofMillis(100)));
            decision = Optional.of(d);
            onDecision.run();
            world.pause(world.upTo(Duration.ofMillis(100)));
        }
    }

    @Override
    public Time time() {
        return world;
    }

    private Machine machine(String host) {
        return Optional.ofNullable(machines.get(host)).orElseThrow();
    }

    @Override
    public Opening open(String host, GateWatch watch) {
        Optional<Fault> fault = reach(host);
        if (fault.isPresent()) {
            return new Opening.Unreachable(fault.get());
        }
        var line = new Line(world, weather, machine(host));
        lines.add(line);
        return new Opening.Opened(line);
    }

    @Override
    public Optional<Fault> reach(String host) {
        Duration most = Duration.ofSeconds(10);
        boolean there = machine(host).outage().compareTo(most) < 0;
        Duration takes = there ? machine(host).outage().plus(world.upTo(Duration.ofMillis(400))) : most;
        var _ = world.comes(new CompletableFuture<>(), takes);
        return there ? Optional.empty() : Optional.of(new Fault("connect-timeout", "no answer from " + host, ""));
    }
}
