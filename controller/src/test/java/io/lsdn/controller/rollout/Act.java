package io.lsdn.controller.rollout;

/** What a fake runner does about a request. */
enum Act {
    OBEY,
    /** Says that it failed; what it had changed is undone. */
    FAIL,
    /** Says that it failed and that something is left. */
    FAIL_AND_LEAVE,
    /** Is killed with half of the request done (SIGKILL): nobody undoes anything. */
    DIE,
    /** Never does anything again and keeps its lock (SIGSTOP). */
    FREEZE,
    /** The connection is gone before the request arrives; undoes by its timer. */
    VANISH,
    /** Obeys, then the connection is gone; undoes by its timer. */
    HANG_UP,
    /** Obeys, then nobody can reach the host until its timer undid it. */
    CUT_OFF,
    /** Answers what is no message. */
    GARBLE,
    /** Answers something else than was asked. */
    MISUNDERSTAND
}
