package io.lsdn.netmodel.diagnostic;

/** Whether an input can be used in spite of a diagnostic. */
public enum Severity {
    /** The input can not be used; nothing is contacted or changed. */
    ERROR,
    /** The input is used; the user should know. */
    WARNING,
    /** Worth knowing when asked ({@code --verbose}). */
    INFO
}
