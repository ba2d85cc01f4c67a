package io.lsdn.controller.lsctl;

/** What a command answers its script. */
sealed interface Answer {
    /** @param text the command's result */
    record Done(String text) implements Answer {}

    /** The last word is a body, which is evaluated within the object; {@code .leave} follows. */
    record Body() implements Answer {}

    /** @param message what is wrong, one line */
    record Refused(String message) implements Answer {}

    Answer NOTHING = new Done("");
}
