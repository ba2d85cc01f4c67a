package io.lsdn.tests.simulation;

import java.time.Duration;

/** What becomes of messages: how long they take, which are lost, which come twice. It ends when everything is mended. */
final class Weather {
    private final World world;
    private final double lost;
    private final double broken;
    private final double twice;
    private final double slow;
    private boolean calm;
    private int incidents;

    /** A schedule in which little, or much, goes wrong with messages. */
    Weather(World world) {
        this.world = world;
        // A rollout is some three thousand messages.
        double scale = world.happens(0.5)
                ? 0
                : Math.pow(10, -2.5 - 1.5 * world.random().nextDouble());
        this.lost = scale * world.random().nextDouble();
        this.broken = scale * world.random().nextDouble();
        this.twice = scale * world.random().nextDouble();
        this.slow = world.happens(0.6) ? 0 : 0.003 * world.random().nextDouble();
    }

    /** From now on every message arrives, once and soon. */
    void calm() {
        calm = true;
    }

    boolean loses(Line line) {
        if (!calm && world.happens(broken)) {
            incidents++;
            line.breakDown();
            return true;
        }
        boolean loses = !calm && world.happens(lost);
        incidents += loses ? 1 : 0;
        return loses;
    }

    int copies() {
        boolean again = !calm && world.happens(twice);
        incidents += again ? 1 : 0;
        return again ? 2 : 1;
    }

    Duration delay() {
        boolean late = !calm && world.happens(slow);
        incidents += late ? 1 : 0;
        return world.upTo(late ? Duration.ofSeconds(20) : Duration.ofMillis(80));
    }

    /** How many messages did not arrive once and soon. */
    int incidents() {
        return incidents;
    }
}
