package io.lsdn.controller.transport;

/** A password or passphrase: it shows itself in no message, log or debugger's {@code toString}. */
public final class Secret {
    private final char[] characters;

    public Secret(char[] characters) {
        this.characters = characters.clone();
    }

    /** A copy, for the caller to wipe. */
    public char[] reveal() {
        return characters.clone();
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
