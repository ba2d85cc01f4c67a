package io.lsdn.tests.faults;

/** Where in the protocol a fault is made on one host; {@code faults/relay.py} says what the points of a runner are. */
enum Step {
    /** The controller's connection waits for sshd to accept it. */
    LOGIN,
    /** The runner is half there. */
    UPLOAD,
    HELLO,
    LOCK,
    PREPARE,
    MAKE,
    SWITCH,
    BREAK,
    COMMITTED,
    REACH,
    DECISION,
    CONFIRM,
    CONFIRMED;

    /** Whether there is a runner yet. */
    boolean hasRunner() {
        return compareTo(HELLO) >= 0;
    }

    /** Whether the host has been asked to change something, and the rollout is not decided. */
    boolean isCommitting() {
        return compareTo(MAKE) >= 0 && !isDecided();
    }

    boolean isDecided() {
        return compareTo(CONFIRM) >= 0;
    }
}
