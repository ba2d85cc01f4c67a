package io.lsdn.controller.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.transport.BootstrapResult.Started;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The directory that a host keeps the runner in: unsafe ones, odd names, full disks. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BootstrapDirectoryTest extends BootstrapHost {
    @Test
    void a_directory_that_is_a_link_is_refused() throws Exception {
        Files.createDirectory(root.resolve("real"));
        Files.createSymbolicLink(dir, root.resolve("real"));
        assertUnsafe("is a symbolic link");
    }

    @Test
    void a_link_above_the_directory_is_followed_if_it_is_safe_on_both_sides() throws Exception {
        Path real = Files.createDirectories(root.resolve("real"));
        Files.createSymbolicLink(root.resolve("link"), real);
        dir = root.resolve("link/lsdn");
        end(assertInstanceOf(Started.class, start(Path.of("/bin/sh"), settings())));
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertUnsafe("others may write to " + real);
    }

    @Test
    void a_directory_of_another_user_is_refused() throws Exception {
        Files.createDirectory(dir);
        run("chown", "12345", dir.toString());
        assertUnsafe("belongs to uid 12345");
    }

    @Test
    void a_directory_below_one_of_another_user_is_refused_and_not_made() throws Exception {
        run("chown", "12345", root.toString());
        assertUnsafe(root + " belongs to uid 12345");
        assertTrue(Files.notExists(dir));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx---rwx"})
    void a_directory_that_others_can_write_is_refused(String mode) throws Exception {
        Files.createDirectory(dir);
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString(mode));
        assertUnsafe("others may write to " + dir);
        run("chmod", "+t", dir.toString());
        assertUnsafe("others may write to " + dir);
    }

    @Test
    void a_parent_that_others_can_write_is_refused_unless_it_is_sticky() throws Exception {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertUnsafe("others may write to " + root);
        run("chmod", "+t", root.toString());
        end(assertInstanceOf(Started.class, start(Path.of("/bin/sh"), settings())));
    }

    @Test
    void a_link_that_another_user_left_in_a_sticky_parent_is_refused() throws Exception {
        run("chmod", "1777", root.toString());
        Path theirs = root.resolve("theirs");
        Files.createSymbolicLink(theirs, Path.of("/var/lib"));
        run("chown", "-h", "12345", theirs.toString());
        dir = theirs.resolve("lsdn-never-made");
        assertUnsafe(theirs + " belongs to uid 12345");
        assertTrue(Files.notExists(dir));
    }

    @Test
    void names_that_a_shell_would_take_apart_are_taken_whole() throws Exception {
        dir = root.resolve("a b'c\"$(touch x);`id` *&-n");
        var started = assertInstanceOf(Started.class, start(Path.of("/bin/sh"), settings()));
        assertEquals("runner " + dir, StandInRunner.line(started.process().stdout()));
        end(started);
    }

    @Test
    void a_full_disk_is_told_from_a_read_only_one() throws Exception {
        Path disk = Files.createDirectory(root.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=200k,mode=0700", "none", disk.toString());
        try {
            dir = disk.resolve("lsdn");
            var full = failed(Path.of("/bin/sh"), settings());
            assertEquals(BootstrapFailure.DISK_FULL, full.code(), full::toString);
            try (Stream<Path> left = Files.list(dir.resolve("cache"))) {
                assertEquals(List.of(), left.toList());
            }
            assertEquals(
                    BootstrapFailure.DISK_FULL, failed(busybox(), settings()).code());
            run("rm", "-rf", dir.toString());
            run("mount", "-o", "remount,ro", disk.toString());
            assertEquals(
                    BootstrapFailure.READ_ONLY,
                    failed(Path.of("/bin/sh"), settings()).code());
            assertEquals(
                    BootstrapFailure.READ_ONLY, failed(busybox(), settings()).code());
        } finally {
            run("umount", disk.toString());
        }
    }

    @Test
    void a_disk_without_inodes_is_full() throws Exception {
        Path disk = Files.createDirectory(root.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "nr_inodes=4,mode=0700", "none", disk.toString());
        try {
            dir = disk.resolve("lsdn");
            assertEquals(
                    BootstrapFailure.DISK_FULL,
                    failed(Path.of("/bin/sh"), settings()).code());
        } finally {
            run("umount", disk.toString());
        }
    }

    private void assertUnsafe(String why) throws Exception {
        for (Path shell : List.of(Path.of("/bin/sh"), busybox())) {
            var failed = failed(shell, settings());
            assertEquals(BootstrapFailure.DIR_UNSAFE, failed.code(), failed::toString);
            assertTrue(failed.message().contains(why), failed.message());
        }
    }
}
