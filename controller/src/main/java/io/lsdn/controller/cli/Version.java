package io.lsdn.controller.cli;

import java.util.Optional;

/** Which lsdn-deploy this is. */
final class Version {
    private Version() {}

    /** What {@code --version} prints. */
    static String text() {
        return "lsdn-deploy " + number() + " (Java " + Runtime.version() + ")";
    }

    /** Of the jar; classes that are in no jar have none. */
    static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }
}
