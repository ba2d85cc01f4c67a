package io.lsdn.netmodel.wire;

import io.lsdn.netmodel.kernel.Change;

/** A change and the stage in which it is made. */
public record PlannedChange(Stage stage, Change change) {}
