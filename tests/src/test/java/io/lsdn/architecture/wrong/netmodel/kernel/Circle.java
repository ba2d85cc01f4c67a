package io.lsdn.architecture.wrong.netmodel.kernel;

import io.lsdn.architecture.wrong.netmodel.topology.Impure;

/** The other half of a cycle. */
public final class Circle {
    public boolean isRound(Impure impure) {
        return impure.hashCode() != 0;
    }
}
