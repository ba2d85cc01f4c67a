package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.SourceLocation;

/**
 * A variable's value and where it was given.
 *
 * @param definedAt where the value that won stands; for an executable, the place in what it printed
 */
public record Variable(Value value, SourceLocation definedAt) {
    /** The value may be a password. */
    @Override
    public String toString() {
        return "Variable[" + definedAt + "]";
    }
}
