package io.lsdn.architecture.wrong.netmodel.topology;

import io.lsdn.architecture.wrong.controller.rollout.Forbidden;
import io.lsdn.architecture.wrong.netmodel.kernel.Circle;
import java.nio.file.Files;
import java.nio.file.Path;

/** A pure package that reads a file and the clock, knows the controller, and stands in a cycle. */
public final class Impure {
    /** In a cycle with {@link Circle}. */
    public boolean isImpure(Circle circle, Forbidden controller) {
        return Files.exists(Path.of("/")) && System.nanoTime() > 0 && circle.isRound(this) && controller.isForbidden();
    }
}
