package io.lsdn.hostrunner.session;

import io.lsdn.netmodel.wire.Codec;
import io.lsdn.netmodel.wire.Frames;
import io.lsdn.netmodel.wire.Protocol;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One controller's conversation with this host. A thread reads and answers heartbeats at once; the thread that calls {@link
 * #run} does the work, so a long commit does not silence the host, and the kernel is spoken to by one thread.
 */
public final class Session {
    /** For how long a controller that has not asked for the lock yet may be silent. */
    private static final long IDLE_MILLIS = 60_000;

    /** The clock that the timer counts on is looked at least this often: a sleeping machine's poll does not count its sleep. */
    private static final long LOOK_MILLIS = 1_000;

    private sealed interface Event {}

    private record Asked(Request request) implements Event {}

    private record Disconnected(String why) implements Event {}

    private record Terminated() implements Event {}

    private final Machine machine;
    private final InputStream in;
    private final OutputStream out;
    private final PrintStream log;
    private final Deadline deadline;
    private final LinkedBlockingQueue<Event> inbox = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Codec writing = new Codec();

    /** @param log one line a message, for a person */
    public Session(Machine machine, InputStream in, OutputStream out, PrintStream log) {
        this.machine = machine;
        this.in = in;
        this.out = out;
        this.log = log;
        this.deadline = new Deadline(machine::bootMillis, IDLE_MILLIS);
    }

    /**
     * Serves until the controller says goodbye, is gone or silent for too long; then whatever is not confirmed is undone.
     *
     * @param startMillis what it took from the start of the process to here
     */
    public void run(long startMillis) {
        try {
            Thread reader = new Thread(this::read, "reader");
            reader.setDaemon(true);
            send(new Reply.Hello(Protocol.VERSION, machine.kernelRelease(), machine.hostname(), startMillis));
            reader.start();
            try (var respondent = new Respondent(machine, deadline, log)) {
                serve(respondent);
            }
        } finally {
            ended.countDown();
        }
    }

    /** Asks for the end from another thread (SIGTERM), and waits until all is undone. */
    public void terminate() {
        inbox.add(new Terminated());
        try {
            ended.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Respondent respondent) {
        boolean connected = true;
        while (connected || respondent.isOpen()) {
            switch (next().orElse(new Terminated())) {
                case Asked(Request.Bye _) -> {
                    return;
                }
                case Asked(Request request) -> send(respondent.answer(request));
                case Disconnected(String why) -> {
                    log.println("connection to the controller: " + why);
                    connected = false;
                }
                case Terminated _ -> {
                    return;
                }
            }
        }
    }

    /** @return empty when the timer has run out */
    private Optional<Event> next() {
        try {
            for (long left = deadline.left(); left > 0; left = deadline.left()) {
                Event event = inbox.poll(Math.min(left, LOOK_MILLIS), TimeUnit.MILLISECONDS);
                if (event != null) {
                    return Optional.of(event);
                }
            }
            log.println("nothing heard from the controller in time");
        } catch (InterruptedException _) {
            log.println("interrupted");
        }
        return Optional.empty();
    }

    private void read() {
        var reading = new Codec();
        String why = "closed";
        try {
            var heard = new Heard(in, deadline);
            for (var frame = Frames.read(heard); frame.isPresent(); frame = Frames.read(heard)) {
                Request request = reading.decode(frame.get(), Request.class);
                deadline.heard();
                if (request instanceof Request.Heartbeat h) {
                    send(new Reply.HeartbeatAck(h.sequence()));
                } else {
                    inbox.add(new Asked(request));
                }
            }
        } catch (IOException e) {
            why = e.toString();
        }
        inbox.add(new Disconnected(why));
    }

    private synchronized void send(Reply reply) {
        try {
            Frames.write(out, writing.encode(reply, Reply.class));
        } catch (IOException e) {
            // Who cannot be answered will not be heard either: the reader or the timer ends this.
            log.println("cannot answer the controller: " + e);
        }
    }
}
