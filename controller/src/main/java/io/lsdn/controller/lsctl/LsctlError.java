package io.lsdn.controller.lsctl;

/** A command that is refused; the script may catch it. */
public final class LsctlError extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message one line, no full stop */
    public LsctlError(String message) {
        super(message);
    }

    /** The message, which is never missing. */
    String text() {
        return String.valueOf(getMessage());
    }
}
