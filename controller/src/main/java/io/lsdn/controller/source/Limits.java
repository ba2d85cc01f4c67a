package io.lsdn.controller.source;

/** How much is read before an input is taken for a mistake or an attack; far above what a network of people needs. */
final class Limits {
    static final int INPUT_BYTES = 16 << 20;
    /** Of mappings and lists in each other; the language itself has seven. */
    static final int DEPTH = 64;
    /** YAML nodes, counting what an alias repeats. */
    static final long NODES = 5_000_000;
    /** Names that one range may make. */
    static final int RANGE = 1 << 16;
    /** Physes and virts of one topology. */
    static final int OBJECTS = 100_000;

    private Limits() {}
}
