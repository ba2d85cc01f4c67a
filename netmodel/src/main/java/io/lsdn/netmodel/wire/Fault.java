package io.lsdn.netmodel.wire;

/**
 * Something that went wrong on a host, or should be known of it.
 *
 * @param code a stable identifier in kebab-case
 * @param message what, in one line
 * @param hint what to do; empty if the message says it
 */
public record Fault(String code, String message, String hint) {}
