package io.lsdn.hostrunner.session;

/** Entry point of the runner jar. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.err.println("not built yet");
    }
}
