package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Codec;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Frames;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import io.lsdn.netmodel.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Requests to one runner and its replies, in the order of the requests. A thread reads and a thread writes, so nobody waits
 * for a host that takes no bytes, and heartbeats pass between requests that take long. Safe for use by several threads.
 */
final class Dialogue {
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final RunnerSession session;
    private final Codec codec = new Codec();
    private final LinkedBlockingQueue<Optional<byte[]>> outgoing = new LinkedBlockingQueue<>();
    private final Deque<CompletableFuture<Answer>> pending = new ArrayDeque<>();
    private final CompletableFuture<Answer> hello = new CompletableFuture<>();
    private final CompletableFuture<Fault> lost = new CompletableFuture<>();
    private final CompletableFuture<Void> written = new CompletableFuture<>();
    private final Time time;
    private final Pulse pulse;

    private Dialogue(RunnerSession session, Time time) {
        this.session = session;
        this.time = time;
        this.pulse = new Pulse(time);
        pending.add(hello);
    }

    /** Begins to listen. */
    static Dialogue with(String host, RunnerSession session, Time time) {
        var dialogue = new Dialogue(session, time);
        Thread.ofVirtual().name("read " + host).start(dialogue::read);
        Thread.ofVirtual().name("write " + host).start(dialogue::write);
        return dialogue;
    }

    /** The runner's first message. */
    CompletableFuture<Answer> hello() {
        return hello;
    }

    /** Asks without waiting. */
    synchronized CompletableFuture<Answer> send(Request request) {
        var answer = new CompletableFuture<Answer>();
        if (lost.isDone()) {
            answer.complete(new Answer.None(lost.join()));
            return answer;
        }
        pending.add(answer);
        outgoing.add(Optional.of(codec.encode(request, Request.class)));
        return answer;
    }

    /** Asks and waits. A reply that comes too late is still matched to its request. */
    Answer ask(Request request, Duration patience) {
        return await(send(request), patience);
    }

    /** Waits for an answer, the longer the longer a request takes to get through. */
    Answer await(CompletableFuture<Answer> answer, Duration patience) {
        for (Duration left = patience; left.isPositive(); left = patience.minus(pulse.sinceTaken())) {
            if (time.comes(answer, left)) {
                return answer.join();
            }
        }
        return new Answer.None(Faults.silent(patience));
    }

    /** Sends a heartbeat unless the runner has been silent for too long; then it counts as lost. */
    synchronized void beat(Duration silence) {
        if (lost.isDone()) {
            return;
        }
        if (pulse.silentFor().compareTo(silence) > 0) {
            lose(Faults.silent(silence));
            return;
        }
        var beat = new Request.Heartbeat(pulse.next());
        outgoing.add(Optional.of(codec.encode(beat, Request.class)));
    }

    /** Whether the runner answers a heartbeat that is sent now. */
    boolean isHeard(Duration within) {
        CompletableFuture<?> answered;
        synchronized (this) {
            var beat = new Request.Heartbeat(pulse.next());
            answered = pulse.answerTo(beat.sequence());
            outgoing.add(Optional.of(codec.encode(beat, Request.class)));
        }
        return time.comes(CompletableFuture.anyOf(answered, lost), within) && !lost.isDone();
    }

    /** Whether it has answered a heartbeat since then. */
    boolean wasHeard(Duration within) {
        return !lost.isDone() && pulse.sinceAnswer().compareTo(within) <= 0;
    }

    /** Why no further reply will come. */
    Optional<Fault> lost() {
        return Optional.ofNullable(lost.getNow(null));
    }

    /** Says goodbye, even if no answer is to be had, waits a moment for the runner to end, and lets go. */
    void end() {
        synchronized (this) {
            outgoing.add(Optional.of(codec.encode(new Request.Bye(), Request.class)));
            outgoing.add(Optional.empty());
        }
        var _ = time.comes(CompletableFuture.allOf(written, lost), GOODBYE);
        session.close();
    }

    /** Lets go without a word. */
    void abandon() {
        outgoing.add(Optional.empty());
        session.close();
    }

    private void write() {
        try {
            OutputStream out = Watched.requests(session.requests(), pulse);
            for (var next = outgoing.take(); next.isPresent(); next = outgoing.take()) {
                Frames.write(out, next.get());
            }
        } catch (IOException e) {
            lose(Faults.lost(text(e)));
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody knows this thread", e);
        } finally {
            written.complete(null);
        }
    }

    private void read() {
        Fault why = Faults.ended();
        try {
            var decoder = new Codec();
            InputStream in = Watched.replies(session.replies(), pulse);
            for (var frame = Frames.read(in); frame.isPresent(); frame = Frames.read(in)) {
                accept(decoder.decode(frame.get(), Reply.class));
            }
        } catch (WireException e) {
            why = Faults.unexpected(text(e));
        } catch (IOException e) {
            why = Faults.lost(text(e));
        } finally {
            lose(why);
        }
    }

    private void accept(Reply reply) throws WireException {
        if (reply instanceof Reply.HeartbeatAck ack) {
            pulse.answered(ack.sequence());
            return;
        }
        CompletableFuture<Answer> first;
        synchronized (this) {
            if (pending.isEmpty()) {
                throw new WireException("a " + reply.getClass().getSimpleName() + " that nobody asked for");
            }
            first = pending.remove();
        }
        first.complete(new Answer.Got(reply));
    }

    private void lose(Fault why) {
        Deque<CompletableFuture<Answer>> orphans;
        synchronized (this) {
            lost.complete(why);
            orphans = new ArrayDeque<>(pending);
            pending.clear();
        }
        orphans.forEach(a -> a.complete(new Answer.None(lost.join())));
    }

    private static String text(IOException e) {
        return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }
}
