package io.lsdn.netmodel.wire;

/** The protocol between controller and host-runner. */
public final class Protocol {
    /** Raised by every change of {@link Request}, {@link Reply} or what they carry. */
    public static final int VERSION = 3;

    private Protocol() {}
}
