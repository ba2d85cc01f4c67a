package io.lsdn.controller.lsctl;

/** What a command refuses; its message is the error's in the script. */
final class ScriptError extends Exception {
    private static final long serialVersionUID = 1;

    ScriptError(String message) {
        super(message, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
