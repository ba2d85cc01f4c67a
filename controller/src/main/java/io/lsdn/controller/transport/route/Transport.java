package io.lsdn.controller.transport.route;

/** Which implementation of SSH reaches the hosts. */
public enum Transport {
    /** In this process. */
    SSHJ,
    /** The system's {@code ssh}, a child process for each channel. */
    OPENSSH
}
