package io.lsdn.tests.simulation;

import io.lsdn.controller.rollout.Time;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * Virtual time, and all threads of a simulation on the one that runs it: whichever can go on is chosen by the seed, and when none can,
 * time leaps to the next thing that happens.
 */
final class World implements Time {
    /** More means that something goes on for ever. */
    private static final long MOST_STEPS = 20_000_000;

    private static final long LONGEST_NANOS = Duration.ofHours(3).toNanos();

    private static final Constructor<?> VIRTUAL_THREADS = virtualThreads();

    /** Something that happens at a time, unless it is called off. */
    static final class Event {
        private final long at;
        private final long sequence;
        private final Runnable what;
        private boolean off;

        private Event(long at, long sequence, Runnable what) {
            this.at = at;
            this.sequence = sequence;
            this.what = what;
        }

        void callOff() {
            off = true;
        }
    }

    private record Step(Program process, Runnable what) {}

    private final Random random;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.<Event>comparingLong(e -> e.at).thenComparingLong(e -> e.sequence));
    private final List<Step> ready = new ArrayList<>();
    private long now;
    private long sequence;
    private long steps;

    World(Random random) {
        this.random = random;
    }

    /** The only way to virtual threads with a scheduler of one's own; the JDK's own tests use it too. */
    private static Constructor<?> virtualThreads() {
        try {
            var constructor = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                    .getDeclaredConstructor(Executor.class);
            constructor.setAccessible(true);
            return constructor;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK makes its virtual threads otherwise than JDK 25", e);
        }
    }

    Random random() {
        return random;
    }

    /** Up to a time, small ones more often. */
    Duration upTo(Duration most) {
        double part = random.nextDouble();
        return Duration.ofNanos((long) (most.toNanos() * part * part));
    }

    /** @param part of one */
    boolean happens(double part) {
        return random.nextDouble() < part;
    }

    Event after(Duration delay, Runnable what) {
        var event = new Event(now + delay.toNanos(), sequence++, what);
        events.add(event);
        return event;
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public boolean comes(CompletableFuture<?> future, Duration atMost) {
        if (!future.isDone() && atMost.isPositive()) {
            var alarm = new CompletableFuture<Void>();
            Event event = after(atMost, () -> alarm.complete(null));
            CompletableFuture.anyOf(future, alarm).join();
            event.callOff();
        }
        return future.isDone();
    }

    /** Runs until that is so; false if nothing can happen any more. */
    boolean run(BooleanSupplier until) {
        while (!until.getAsBoolean()) {
            if (++steps > MOST_STEPS || now > LONGEST_NANOS) {
                throw new AssertionError("it goes on for ever: " + steps + " steps, " + Duration.ofNanos(now));
            }
            if (!ready.isEmpty()) {
                Step last = ready.removeLast();
                int chosen = random.nextInt(ready.size() + 1);
                Step step = chosen == ready.size() ? last : ready.set(chosen, last);
                step.process().go(step.what());
            } else if (!nextEvent()) {
                return false;
            }
        }
        return true;
    }

    private boolean nextEvent() {
        for (Event e = events.poll(); e != null; e = events.poll()) {
            if (!e.off) {
                now = e.at;
                e.what.run();
                return true;
            }
        }
        return false;
    }

    /** A program: threads that stand still or end all at once. */
    final class Program implements Executor {
        private final List<Runnable> held = new ArrayList<>();
        private long count;
        private long moment = -1;
        private Runnable incident = () -> {};
        private boolean dead;
        private boolean frozen;
        private boolean wasFrozen;

        /** Runs it in a thread of this process; threads that it starts are of this process too. */
        Program(Runnable main) {
            try {
                ((Thread.Builder.OfVirtual) VIRTUAL_THREADS.newInstance(this)).start(main);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void execute(Runnable step) {
            if (frozen) {
                held.add(step);
            } else if (!dead) {
                ready.add(new Step(this, step));
            }
        }

        private void go(Runnable step) {
            if (frozen) {
                held.add(step);
            } else if (!dead) {
                if (count++ == moment) {
                    incident.run();
                }
                if (frozen) {
                    held.add(step);
                } else if (!dead) {
                    step.run();
                }
            }
        }

        /** Something happens to it before its nth step from now, from 0. */
        void atStep(int n, Runnable what) {
            moment = count + n;
            incident = what;
        }

        /** How many steps it has made. */
        long count() {
            return count;
        }

        boolean wasFrozen() {
            return wasFrozen;
        }

        boolean isDead() {
            return dead;
        }

        /** As kill -9: none of its threads makes another step. */
        void kill() {
            dead = true;
            held.clear();
        }

        /** As SIGSTOP, and SIGCONT some time later. */
        void freeze(Duration time) {
            frozen = true;
            wasFrozen = true;
            after(time, () -> {
                frozen = false;
                held.forEach(this::execute);
                held.clear();
            });
        }
    }
}
