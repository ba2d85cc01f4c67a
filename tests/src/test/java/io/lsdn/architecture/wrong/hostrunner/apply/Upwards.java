package io.lsdn.architecture.wrong.hostrunner.apply;

import io.lsdn.architecture.wrong.controller.rollout.Forbidden;
import java.lang.foreign.Arena;

/** A runner that knows the controller and takes foreign memory. */
public final class Upwards {
    public long wrong(Forbidden controller) {
        try (var arena = Arena.ofConfined()) {
            return arena.allocate(controller.isForbidden() ? 1 : 2).byteSize();
        }
    }
}
