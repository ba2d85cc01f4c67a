package io.lsdn.controller.transport.route;

/**
 * What is wrong with an option of ssh.
 *
 * @param origin the variable, or file and line
 * @param message one line
 * @param hint what would be right; may be empty
 */
record SshProblem(String origin, String message, String hint) {}
