package io.lsdn.controller.inventory;

/** How a host is reached: {@code ansible_connection}. */
public enum ConnectionKind {
    SSH,
    /** The host is the machine that the controller runs on. */
    LOCAL
}
