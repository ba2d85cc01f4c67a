package io.lsdn.controller.cli;

/** What the process returns where no rollout decides it ({@link io.lsdn.controller.rollout.ExitCode} does). */
enum ExitCode {
    DONE(0),
    DEFECT(1),
    HOST_FAILED(2),
    UNREACHABLE(3),
    WRONG_INPUT(4),
    WRONG_COMMAND_LINE(5),
    LOCKED(7),
    INTERRUPTED(99);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
