package io.lsdn.controller.source;

/** What can be wrong with a part of a source, by a name that scripts may rely on. */
public interface Code {
    /** In kebab-case. */
    String text();
}
