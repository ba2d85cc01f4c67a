package io.lsdn.tests.faults;

/** What goes wrong. */
enum Kind {
    KILL_RUNNER("kill -9 of the runner"),
    STOP_RUNNER("SIGSTOP of the runner"),
    KILL_CONTROLLER("kill -9 of the controller"),
    LINK_DOWN("the controller's link to the host is down for a while"),
    SSHD_KILLED("sshd and all its sessions killed, started again after a while"),
    DISK_FULL("the disk of lsdn_dir is full for a while"),
    EPERM("the kernel says EPERM"),
    CLASH("somebody else makes, takes away or changes what this rollout is about"),
    SUSPENDED("CLOCK_BOOTTIME goes on by a day, as over a sleep of the host"),
    CLOCK_JUMP("the wall clocks of the runner and the controller go on by a day");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Whether it can be made there at all. */
    boolean isPossibleAt(Step step) {
        return switch (this) {
            case KILL_RUNNER, STOP_RUNNER, SUSPENDED -> step.hasRunner();
            // After the last operation the kernel is asked for nothing that could be refused.
            case EPERM -> step.compareTo(Step.COMMITTED) < 0;
            case KILL_CONTROLLER, LINK_DOWN, SSHD_KILLED, DISK_FULL, CLASH, CLOCK_JUMP -> true;
        };
    }
}
