package io.lsdn.netmodel.wire;

/** The three steps of a commit, each finished on all hosts before the next begins on any. */
public enum Stage {
    /** New objects that nothing uses yet. */
    MAKE,
    /** Replacements of what carries traffic. */
    SWITCH,
    /** Removals. */
    BREAK
}
