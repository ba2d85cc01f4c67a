package io.lsdn.controller.rollout;

import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.wire.Codec;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Frames;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Protocol;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A runner's process on a {@link FakeHost}: a straight reading of the protocol, with the acts of the host's script. */
final class FakeRunner implements RunnerSession {
    private final FakeHost host;
    private final BytePipe requests = new BytePipe();
    private final BytePipe replies = new BytePipe();
    private final Codec codec = new Codec();
    private final List<Change> done = new ArrayList<>();
    private Optional<Holder> lock = Optional.empty();
    private Optional<Request.Prepare> prepare = Optional.empty();
    private List<PlannedChange> plan = List.of();
    private boolean ended;
    private boolean keep;
    private boolean frozen;

    FakeRunner(FakeHost host) {
        this.host = host;
    }

    @Override
    public String instance() {
        return host.instance();
    }

    @Override
    public OutputStream requests() {
        return requests.sink();
    }

    @Override
    public InputStream replies() {
        return replies.source();
    }

    /** The controller lets go. */
    @Override
    public void close() {
        requests.close();
        replies.close();
    }

    void run() {
        try {
            send(new Reply.Hello(Protocol.VERSION, "6.1.0-fake", "fake", 1));
            InputStream in = requests.source();
            var frame = Frames.read(in);
            while (frame.isPresent() && serve(codec.decode(frame.get(), Request.class))) {
                frame = Frames.read(in);
            }
            if (frame.isEmpty()) {
                disconnected();
            }
        } catch (IOException e) {
            disconnected();
        }
    }

    private synchronized void disconnected() {
        if (frozen || ended) {
            return;
        }
        if (done.isEmpty()) {
            end();
        } else {
            host.orphaned(this, false);
        }
    }

    /** @return whether to go on */
    private synchronized boolean serve(Request request) throws IOException {
        if (frozen) {
            return true;
        }
        Act act = host.act(request);
        switch (act) {
            case OBEY -> {
                return obey(request);
            }
            case FAIL -> {
                List<String> left = keep ? List.of() : undo();
                done.clear();
                send(new Reply.Failed(new Fault("kernel-refused", "scripted", "no hint"), left, keep));
            }
            case FAIL_AND_LEAVE ->
                send(new Reply.Failed(new Fault("kernel-refused", "scripted", ""), List.of("link x: EPERM"), false));
            case DIE -> {
                if (request instanceof Request.Commit c) {
                    List<Change> half = of(c);
                    host.apply(half.subList(0, half.size() / 2));
                }
                ended = true;
                lock.ifPresent(host::letGo);
                close();
                return false;
            }
            case FREEZE -> frozen = true;
            case HANG_UP, VANISH -> {
                if (act == Act.HANG_UP) {
                    obey(request);
                }
                if (done.isEmpty()) {
                    end();
                } else {
                    host.orphaned(this, false);
                }
                close();
                return false;
            }
            case CUT_OFF -> {
                obey(request);
                host.orphaned(this, true);
                frozen = true;
            }
            case GARBLE -> Frames.write(replies.sink(), new byte[] {1, 2, 3});
            case MISUNDERSTAND -> send(new Reply.Locked(new Holder("x", "y", "z", 1, ""), Optional.empty()));
        }
        return true;
    }

    private boolean obey(Request request) throws IOException {
        switch (request) {
            case Request.Lock l -> {
                Optional<Holder> other = host.take(l.holder());
                if (other.isEmpty()) {
                    lock = Optional.of(l.holder());
                    keep = l.keep();
                }
                send(other.<Reply>map(Reply.LockHeld::new).orElse(new Reply.Locked(l.holder(), Optional.empty())));
            }
            case Request.Prepare p -> prepare(p);
            case Request.Commit c -> {
                List<Change> changes = of(c);
                host.apply(changes);
                done.addAll(changes);
                send(new Reply.StageDone(c.stage()));
            }
            case Request.Rollback _ -> send(new Reply.RolledBack(undo()));
            case Request.Confirm c -> {
                Request.Prepare what = prepare.orElseThrow();
                host.confirm(c.rollout(), what.slice(), what.claimed(), c.generation(), c.members());
                done.clear();
                send(new Reply.Confirmed(c.generation()));
            }
            case Request.Heartbeat h -> send(new Reply.HeartbeatAck(h.sequence()));
            case Request.AskStatus _ ->
                send(new Reply.Status(
                        host.generation(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        host.lock(),
                        List.of()));
            case Request.AskGeneration g -> send(host.recorded(g.context(), g.upTo()));
            case Request.InstallBoot _ -> send(new Reply.Boot(true, List.of("/etc/unit")));
            case Request.RemoveBoot _ -> send(new Reply.Boot(false, List.of()));
            case Request.Bye _ -> {
                end();
                close();
                return false;
            }
        }
        return true;
    }

    private void prepare(Request.Prepare p) throws IOException {
        prepare = Optional.of(p);
        plan = host.diff(p.slice(), p.claimed());
        send(new Reply.Prepared(
                plan, host.generation(), host.members(), host.isConfirmed(p.slice()), Optional.empty(), List.of()));
    }

    private List<Change> of(Request.Commit c) {
        return plan.stream()
                .filter(p -> p.stage() == c.stage())
                .map(PlannedChange::change)
                .toList();
    }

    private List<String> undo() {
        host.apply(done.reversed().stream().map(Change::undo).toList());
        done.clear();
        return List.of();
    }

    /** Undoes what is not confirmed and lets the lock go. */
    synchronized void end() {
        if (!ended) {
            ended = true;
            undo();
            lock.ifPresent(host::letGo);
        }
    }

    private void send(Reply reply) throws IOException {
        Frames.write(replies.sink(), codec.encode(reply, Reply.class));
    }
}
