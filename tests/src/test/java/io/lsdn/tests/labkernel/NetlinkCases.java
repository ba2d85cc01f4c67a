package io.lsdn.tests.labkernel;

import io.lsdn.tests.lab.RootShell;
import java.nio.file.Path;

/** Commands that run the runner's own netlink tests in a host of a lab, from the classes of this build. */
public final class NetlinkCases {
    private static final String PACKAGE = " io.lsdn.hostrunner.netlink.";

    /** What is made is read back as it was said. */
    public static final String ROUND_TRIPS = java() + PACKAGE + "FullKernelCases" + PACKAGE + "KernelRoundTripTest";

    /** And what takes longer, or does not need a full kernel. */
    public static final String ALL =
            ROUND_TRIPS + PACKAGE + "LargeTableCases" + PACKAGE + "NetnsTest" + PACKAGE + "PosixTest";

    private NetlinkCases() {}

    private static String java() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return RootShell.quote(java)
                + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp "
                + RootShell.quote(classes) + PACKAGE + "CaseRunner";
    }
}
