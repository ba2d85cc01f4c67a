package io.lsdn.tests.lab;

/** How a command ended: its exit status (0–255; 255 is also what ssh says of itself) and what it printed. */
public record CommandResult(int exit, String out, String err) {
    public boolean succeeded() {
        return exit == 0;
    }

    /** What it printed on standard output; an {@link IllegalStateException} with all it said if it failed. */
    public String output() {
        if (!succeeded()) {
            throw new IllegalStateException("exit %d\n%s%s".formatted(exit, out, err));
        }
        return out;
    }
}
