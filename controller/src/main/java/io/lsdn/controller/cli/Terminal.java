package io.lsdn.controller.cli;

/**
 * Which standard streams are terminals. The launcher tells by system properties ({@code test -t}), because the JDK only
 * knows of all of them together; without the launcher none is.
 */
record Terminal(boolean in, boolean out, boolean err) {
    static Terminal ofProcess() {
        return new Terminal(
                Boolean.getBoolean("lsdn.stdin.tty"),
                Boolean.getBoolean("lsdn.stdout.tty"),
                Boolean.getBoolean("lsdn.stderr.tty"));
    }
}
