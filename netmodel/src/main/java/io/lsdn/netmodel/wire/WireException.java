package io.lsdn.netmodel.wire;

import java.io.IOException;

/** What arrived is not what the protocol allows. */
public final class WireException extends IOException {
    private static final long serialVersionUID = 1;

    public WireException(String message) {
        super(message);
    }
}
