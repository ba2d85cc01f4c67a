package io.lsdn.controller.transport;

/**
 * What the host said of itself before its runner started.
 *
 * @param instance the name for life of its directory; hosts that show the same one share the directory
 * @param javaHome the Java that runs the runner
 * @param javaVersion {@code JAVA_VERSION} of its release file, or what {@code java -version} says
 * @param javaBuild {@code JAVA_RUNTIME_VERSION}; empty if it has no release file, as the following
 * @param javaVendor {@code IMPLEMENTOR}
 * @param arch {@code OS_ARCH}, as Java spells it: {@code x86_64}, {@code aarch64}
 * @param libc {@code gnu} or {@code musl}
 */
public record HostFacts(
        String instance,
        String javaHome,
        String javaVersion,
        String javaBuild,
        String javaVendor,
        String arch,
        String libc) {}
