package io.lsdn.hostrunner.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.hostrunner.apply.KernelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PosixTest {
    private static String lockName() {
        return "lsdn-test/" + ProcessHandle.current().pid() + "/" + System.nanoTime();
    }

    @Test
    void the_time_since_boot_is_the_kernels() throws Exception {
        double before = uptime();
        double asked = Posix.sinceBoot().toNanos() / 1e9;
        double after = uptime();
        assertTrue(before - 0.02 <= asked && asked <= after + 0.02, before + " <= " + asked + " <= " + after);
    }

    /** In hundredths of a second. */
    private static double uptime() throws Exception {
        String uptime = Files.readString(Path.of("/proc/uptime"));
        return Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
    }

    @Test
    void uname_tells_what_proc_tells() throws Exception {
        Posix.Uname uname = Posix.uname();
        assertEquals(Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(), uname.release());
        assertEquals(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip(), uname.node());
        assertEquals(Namespaces.run("uname -m").strip(), uname.machine());
    }

    @Test
    void a_lock_that_is_held_names_its_holder_and_is_free_when_closed() throws Exception {
        String name = lockName();
        var first = assertInstanceOf(LockSocket.Taken.class, LockSocket.take(name, "01JD… of anna@b"));
        assertEquals(
                new LockSocket.Held(OptionalLong.of(ProcessHandle.current().pid()), Optional.of("01JD… of anna@b")),
                LockSocket.take(name, "another"));
        assertEquals(
                assertInstanceOf(LockSocket.Held.class, LockSocket.take(name, "a third"))
                        .description(),
                Optional.of("01JD… of anna@b"));
        first.lock().close();
        assertInstanceOf(LockSocket.Taken.class, LockSocket.take(name, "next"))
                .lock()
                .close();
    }

    @Test
    void network_namespaces_have_locks_of_their_own() throws Exception {
        Namespaces.needRoot();
        String name = lockName();
        var here = assertInstanceOf(LockSocket.Taken.class, LockSocket.take(name, "here"));
        LockSocket.Attempt there = Netns.callInNew(() -> LockSocket.take(name, "there"));
        assertInstanceOf(LockSocket.Taken.class, there).lock().close();
        here.lock().close();
    }

    @Test
    void a_stopped_process_is_killed_by_its_pidfd() throws Exception {
        Process sleeper = new ProcessBuilder("sleep", "1000").start();
        try (PidFd held = PidFd.open(sleeper.pid())) {
            held.signal(19);
            assertFalse(held.awaitEnd(Duration.ZERO));
            held.signal(PidFd.KILL);
            assertTrue(held.awaitEnd(Duration.ofSeconds(60)));
            assertEquals(128 + PidFd.KILL, sleeper.waitFor());
            assertThrows(KernelException.class, () -> held.signal(PidFd.KILL));
        }
    }

    @Test
    void a_process_that_does_not_exist_can_not_be_held() {
        assertEquals(
                3,
                assertThrows(KernelException.class, () -> PidFd.open(4_194_305)).errno());
    }
}
