package io.lsdn.tests.simulation;

import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Codec;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Protocol;
import io.lsdn.netmodel.wire.Recovery;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import io.lsdn.netmodel.wire.Stage;
import io.lsdn.netmodel.wire.WireException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The host's side of transaction.md in its shortest form: one request after the other, heartbeats at once, the dead-man's timer, the
 * lock, the journal.
 */
final class Runner {
    private static final Duration IDLE = Duration.ofSeconds(60);

    private final World world;
    private final Machine machine;
    private final Line line;
    private final Codec codec = new Codec();
    private final Deque<Request> inbox = new ArrayDeque<>();
    private Optional<Request> current = Optional.empty();
    private boolean connected = true;
    private boolean dead;
    private boolean stopped;
    private boolean locked;
    private boolean refuses;
    private long lastHeard;
    private Duration timeout = IDLE;
    private Optional<Holder> holder = Optional.empty();
    private Optional<Request.Prepare> prepared = Optional.empty();
    private List<PlannedChange> plan = List.of();
    private boolean open;
    private Optional<Long> confirmed = Optional.empty();

    Runner(World world, Machine machine, Line line) {
        this.world = world;
        this.machine = machine;
        this.line = line;
        this.lastHeard = machine.bootNanos();
    }

    void begin() {
        world.after(world.upTo(Duration.ofMillis(600)), () -> {
            if (!dead) {
                send(new Reply.Hello(Protocol.VERSION, "6.1", machine.name(), 1));
                watch();
            }
        });
    }

    /** The dead-man's timer: looks again when it may have run out. */
    private void watch() {
        long left = lastHeard + timeout.toNanos() - machine.bootNanos();
        if (dead || stopped) {
            return;
        }
        if (left > 0 || current.isPresent()) {
            world.after(Duration.ofNanos(Math.min(Math.max(left, 1_000_000), 1_000_000_000)), this::watch);
        } else {
            end();
        }
    }

    boolean isStopped() {
        return stopped;
    }

    boolean isOverdue() {
        return stopped && lastHeard + timeout.toNanos() < machine.bootNanos();
    }

    Holder holder() {
        return holder.orElseThrow();
    }

    /** Undoes what is not confirmed, lets the lock go, ends. */
    private void end() {
        if (!dead) {
            if (open) {
                machine.undo();
            }
            die();
        }
    }

    private void die() {
        dead = true;
        machine.unlock(this);
        line.ended();
    }

    /** As kill -9: what it did stays, and so does its journal. */
    void kill() {
        if (!dead) {
            breakOff();
            die();
        }
    }

    /** As SIGSTOP. */
    void stop() {
        breakOff();
        stopped = true;
    }

    /** The controller's end of the line is closed. */
    void hungUp() {
        connected = false;
        if (!open && !stopped && inbox.isEmpty() && current.isEmpty()) {
            end();
        }
    }

    void hear(byte[] frame) {
        if (dead || stopped) {
            return;
        }
        refuses |= machine.strikes(this);
        if (dead || stopped) {
            return;
        }
        lastHeard = machine.bootNanos();
        Request request = decode(frame);
        if (request instanceof Request.Heartbeat h) {
            send(new Reply.HeartbeatAck(h.sequence()));
        } else {
            inbox.add(request);
            work();
        }
    }

    private Request decode(byte[] frame) {
        try {
            return codec.decode(Arrays.copyOfRange(frame, 4, frame.length), Request.class);
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    private void send(Reply reply) {
        byte[] message = codec.encode(reply, Reply.class);
        line.reply(ByteBuffer.allocate(4 + message.length)
                .putInt(message.length)
                .put(message)
                .array());
    }

    private void work() {
        if (current.isEmpty() && !inbox.isEmpty()) {
            Request next = inbox.remove();
            current = Optional.of(next);
            world.after(world.upTo(Duration.ofMillis(300)), () -> carryOut(next));
        }
    }

    private void carryOut(Request request) {
        if (dead || stopped) {
            return;
        }
        current = Optional.empty();
        if (request instanceof Request.Bye) {
            end();
            return;
        }
        send(answer(request));
        if (!connected && !open && inbox.isEmpty()) {
            end();
        }
        work();
    }

    /** It is killed or stopped in the middle of a stage. */
    private void breakOff() {
        if (current.isPresent() && current.get() instanceof Request.Commit c && locked && prepared.isPresent()) {
            List<PlannedChange> all = of(c.stage());
            machine.begin(holder());
            all.subList(0, world.random().nextInt(all.size() + 1)).forEach(p -> machine.apply(p.change()));
        }
        current = Optional.empty();
    }

    private List<PlannedChange> of(Stage stage) {
        return plan.stream().filter(p -> p.stage() == stage).toList();
    }

    private Reply answer(Request request) {
        return switch (request) {
            case Request.Lock l -> lock(l);
            case Request.Prepare p -> prepare(p);
            case Request.Commit c -> commit(c.stage());
            case Request.Rollback _ -> {
                rollBack();
                yield new Reply.RolledBack(List.of());
            }
            case Request.Confirm c -> confirm(c);
            case Request.AskStatus _ -> status();
            case Request.AskGeneration a -> generation(a);
            case Request.InstallBoot _, Request.RemoveBoot _, Request.Heartbeat _, Request.Bye _ ->
                throw new AssertionError();
        };
    }

    private Reply lock(Request.Lock l) {
        machine.lock().filter(Runner::isOverdue).ifPresent(Runner::kill);
        Optional<Runner> other = machine.lock().filter(r -> r != this);
        if (other.isPresent()) {
            return new Reply.LockHeld(other.get().holder());
        }
        machine.lock(this);
        locked = true;
        holder = Optional.of(l.holder());
        timeout = Duration.ofMillis(l.confirmTimeoutMillis());
        Optional<Recovery> recovery = open
                ? Optional.empty()
                : machine.journal()
                        .map(j -> new Recovery(
                                Optional.of(j.whose()),
                                Recovery.Target.BEFORE,
                                Optional.empty(),
                                List.of(),
                                List.of()));
        if (recovery.isPresent()) {
            machine.undo();
        }
        return new Reply.Locked(l.holder(), recovery);
    }

    private Reply prepare(Request.Prepare p) {
        if (open) {
            return failed("asked to prepare while something is committed");
        }
        prepared = Optional.of(p);
        plan = machine.diff(p.slice());
        Optional<Reply.Recorded> last = machine.latest();
        return new Reply.Prepared(
                plan,
                last.flatMap(Reply.Recorded::generation),
                last.map(Reply.Recorded::members).orElse(List.of()),
                last.map(Reply.Recorded::slice).filter(p.slice()::equals).isPresent(),
                Optional.empty(),
                List.of());
    }

    private Reply commit(Stage stage) {
        if (!locked || prepared.isEmpty()) {
            return failed("asked to commit without being prepared");
        }
        open = true;
        machine.begin(holder());
        if (refuses) {
            rollBack();
            return failed("the kernel refused");
        }
        for (PlannedChange p : of(stage)) {
            boolean there = machine.kernel().containsKey(p.change().key().site());
            if (p.change().before().isPresent() != there) {
                rollBack();
                return failed("EEXIST or ENOENT");
            }
            machine.apply(p.change());
        }
        return new Reply.StageDone(stage);
    }

    private void rollBack() {
        if (open) {
            machine.undo();
            open = false;
        }
    }

    private Reply confirm(Request.Confirm c) {
        if (confirmed.equals(Optional.of(c.generation()))) {
            return new Reply.Confirmed(c.generation());
        }
        if (!locked || prepared.isEmpty() || !holder().rollout().equals(c.rollout())) {
            return failed("asked to confirm what is not there");
        }
        if (!open && !plan.isEmpty()) {
            return failed("asked to confirm what was undone");
        }
        Request.Prepare p = prepared.get();
        machine.confirm(new Reply.Recorded(
                Optional.of(c.generation()), Optional.of(c.rollout()), p.slice(), p.claimed(), c.members()));
        open = false;
        confirmed = Optional.of(c.generation());
        return new Reply.Confirmed(c.generation());
    }

    private Reply status() {
        return new Reply.Status(
                machine.latest().flatMap(Reply.Recorded::generation),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                machine.lock().map(Runner::holder),
                List.of());
    }

    private Reply generation(Request.AskGeneration a) {
        return machine.latest()
                .<Reply>map(r -> r)
                .orElse(new Reply.Recorded(
                        Optional.empty(), Optional.empty(), Topology.empty(a.context()), Set.of(), List.of()));
    }

    private static Reply failed(String why) {
        return new Reply.Failed(new Fault("simulated", why, ""), List.of(), false);
    }
}
