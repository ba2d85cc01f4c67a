package io.lsdn.controller.lab;

/** A lab cannot be made or removed; says why and what to do. */
public final class LabException extends Exception {
    private static final long serialVersionUID = 1;

    private final String message;
    private final String hint;

    public LabException(String message, String hint) {
        super(message);
        this.message = message;
        this.hint = hint;
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** What to do; empty if the message says it. */
    public String hint() {
        return hint;
    }
}
