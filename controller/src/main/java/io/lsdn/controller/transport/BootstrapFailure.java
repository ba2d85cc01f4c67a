package io.lsdn.controller.transport;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why the runner did not start on a host that was reached. Nothing of the host's network was changed. */
public enum BootstrapFailure {
    /** No Java 25 or later. */
    NO_JAVA,
    /** Not root, and not allowed to become root. */
    NO_PRIVILEGES,
    DISK_FULL,
    READ_ONLY,
    /** The host's directory cannot be written for another reason, which the message quotes. */
    NOT_WRITABLE,
    /** Somebody other than root could change what the host's directory holds. */
    DIR_UNSAFE,
    /** What arrived is not what was sent. */
    CHECKSUM,
    /** The host lacks a program that every Linux has. */
    NO_TOOL,
    /** No answer in time. */
    HOST_SILENT,
    /** The host's shell answers something else, or without end. */
    HOST_GARBAGE,
    /** The host's shell ended without an answer, or the connection broke. */
    HOST_CLOSED;

    /** Kebab-case, as it stands in results and as the host's script says it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<BootstrapFailure> of(String code) {
        return Arrays.stream(values()).filter(f -> f.code().equals(code)).findFirst();
    }
}
