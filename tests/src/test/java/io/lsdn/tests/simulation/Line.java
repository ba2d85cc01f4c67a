package io.lsdn.tests.simulation;

import io.lsdn.controller.rollout.RunnerSession;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * One connection between a controller and a runner. Messages keep their order in each direction, whatever their delay; the schedule
 * may lose one, deliver it twice, or break the line so that nothing passes any more and nobody is told.
 */
final class Line implements RunnerSession {
    private final World world;
    private final Weather weather;
    private final Machine machine;
    private final Runner runner;
    private final LinkedBlockingQueue<Optional<byte[]>> arrived = new LinkedBlockingQueue<>();
    private boolean broken;
    private boolean closed;
    private long lastUp;
    private long lastDown;

    Line(World world, Weather weather, Machine machine) {
        this.world = world;
        this.weather = weather;
        this.machine = machine;
        this.runner = new Runner(world, machine, this);
        machine.connected(this);
        runner.begin();
    }

    /** From now on nothing passes, in either direction. */
    void breakDown() {
        broken = true;
    }

    /** The controller's process is gone: its kernel says so, if it still can. */
    void hangUp() {
        if (!closed) {
            close();
        }
    }

    @Override
    public String instance() {
        return "instance of " + machine.name();
    }

    @Override
    public OutputStream requests() {
        return new Outgoing(frame -> pass(frame, true, runner::hear));
    }

    /** What the runner says. */
    void reply(byte[] frame) {
        pass(frame, false, f -> arrived.add(Optional.of(f)));
    }

    /** The runner is gone. */
    void ended() {
        if (!broken && !closed) {
            lastDown = later(lastDown, Duration.ZERO);
            world.after(Duration.ofNanos(lastDown - world.nanos()), () -> arrived.add(Optional.empty()));
        }
    }

    private void pass(byte[] frame, boolean up, Consumer<byte[]> receiver) {
        if (broken || closed && !up || weather.loses(this)) {
            return;
        }
        for (int copies = weather.copies(); copies > 0; copies--) {
            Duration delay = weather.delay().plus(machine.outage());
            long at = later(up ? lastUp : lastDown, delay);
            if (up) {
                lastUp = at;
            } else {
                lastDown = at;
            }
            world.after(Duration.ofNanos(at - world.nanos()), () -> {
                if (!broken) {
                    receiver.accept(frame);
                }
            });
        }
    }

    private long later(long last, Duration delay) {
        return Math.max(last, world.nanos() + delay.toNanos()) + 1;
    }

    @Override
    public InputStream replies() {
        return new Incoming();
    }

    @Override
    public void close() {
        closed = true;
        arrived.add(Optional.empty());
        if (!broken) {
            lastUp = later(lastUp, weather.delay().plus(machine.outage()));
            world.after(Duration.ofNanos(lastUp - world.nanos()), runner::hungUp);
        }
    }

    /** A frame a flush. */
    private final class Outgoing extends ByteArrayOutputStream {
        private final Consumer<byte[]> receiver;

        Outgoing(Consumer<byte[]> receiver) {
            this.receiver = receiver;
        }

        @Override
        public void flush() throws IOException {
            if (closed) {
                throw new IOException("closed here");
            }
            byte[] frame = toByteArray();
            reset();
            receiver.accept(frame);
        }
    }

    /** Waits for frames; its end is the connection's. */
    private final class Incoming extends InputStream {
        private InputStream current = InputStream.nullInputStream();
        private final List<byte[]> ended = new ArrayList<>();

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            if (len == 0) {
                return 0;
            }
            while (ended.isEmpty()) {
                int n = current.read(b, off, len);
                if (n > 0) {
                    return n;
                }
                try {
                    arrived.take().ifPresentOrElse(f -> current = new ByteArrayInputStream(f), () -> ended.add(b));
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            return -1;
        }
    }
}
