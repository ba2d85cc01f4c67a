package io.lsdn.controller.cli;

import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Ulid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Who this process is when it holds locks. */
final class Holders {
    private Holders() {}

    /** With a new rollout id. */
    static Holder me() {
        Clock clock = Clock.systemUTC();
        return new Holder(
                Ulid.next(clock, new SecureRandom()),
                System.getProperty("user.name", "unknown"),
                hostname(),
                ProcessHandle.current().pid(),
                Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** Without asking a name server. */
    private static String hostname() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
