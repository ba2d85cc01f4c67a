package io.lsdn.controller.lsctl;

/**
 * Where a command stands.
 *
 * @param file as the interpreter knows it; empty for what was typed
 * @param line from 1
 */
record Place(String file, int line) {}
