package io.lsdn.controller.transport.runtime;

import java.nio.file.Path;

/**
 * A Java as it is sent: a file that {@code tar -xz} takes.
 *
 * @param file in which it is
 * @param size of the file, in bytes
 * @param sha256 of the file, 64 lower-case hexadecimal digits
 * @param unpacked about how much space it takes on the host, in KiB
 * @param home the directory in it that holds {@code bin/java}; {@code .} for its root
 * @param machine on which it runs
 */
public record JavaRuntime(Path file, long size, String sha256, long unpacked, String home, Machine machine) {}
