package io.lsdn.controller.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.rollout.Decision;
import io.lsdn.controller.rollout.HostOutcome;
import io.lsdn.controller.rollout.HostResult;
import io.lsdn.controller.rollout.Participant;
import io.lsdn.controller.rollout.RolloutOutcome;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Member;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutStoreTest {
    @TempDir
    private Path temp = Path.of("");

    private StateDirectory directory = new StateDirectory(temp);

    @BeforeEach
    void choose() {
        directory = new StateDirectory(temp.resolve("state"));
    }

    private static Holder holder(int n) {
        return new Holder("01JD%022d".formatted(n), "ann", "desk", 41, "2026-01-02T03:04:0" + n % 10 + "Z");
    }

    private static RolloutEntry entry(int n) {
        return new RolloutEntry(
                holder(n),
                "lsdn",
                "deploy",
                Optional.of("d" + n),
                30_000,
                Set.of("a", "b"),
                new Invocation("/work", List.of("hosts.ini"), Optional.of("root"), Optional.of("/k"), true));
    }

    private static Decision decision(int n) {
        return new Decision(
                holder(n).rollout(),
                "lsdn",
                7,
                true,
                List.of(new Participant("a", "192.0.2.1", Set.of("p"), Topology.empty("lsdn"), false)),
                List.of(new Member("a", Set.of("p"), "192.0.2.1")));
    }

    private static RolloutResult result(int n, RolloutOutcome outcome, HostOutcome a, HostOutcome b) {
        return new RolloutResult(
                holder(n).rollout(),
                "lsdn",
                outcome,
                Duration.ofMillis(1234),
                Map.of("a", host("a", a), "b", host("b", b)),
                List.of(),
                false,
                false);
    }

    private static HostResult host(String name, HostOutcome outcome) {
        Optional<Fault> error =
                outcome == HostOutcome.ROLLBACK_FAILED ? Optional.of(new Fault("x", "why", "")) : Optional.empty();
        return new HostResult(
                name, outcome, Optional.of(7L), List.of(), Duration.ZERO, error, List.of(), List.of(), false);
    }

    @Test
    void what_began_is_open_until_it_has_ended() throws IOException {
        try (RolloutStore store = directory.open()) {
            store.begin(entry(1));
        }
        try (RolloutStore store = directory.open()) {
            assertEquals(List.of(new OpenRollout(entry(1), Optional.empty())), store.open());
            assertTrue(store.ended(result(1, RolloutOutcome.COMMITTED, HostOutcome.COMMITTED, HostOutcome.UNCHANGED)));
            assertEquals(List.of(), store.open());
        }
    }

    @Test
    void a_decision_is_read_as_it_was_written() throws IOException {
        try (RolloutStore store = directory.open()) {
            store.begin(entry(1));
            store.decided(decision(1));
        }
        try (RolloutStore store = directory.open()) {
            assertEquals(Optional.of(decision(1)), store.open().getFirst().decision());
        }
    }

    @Test
    void a_host_that_is_not_where_it_belongs_keeps_its_rollout_open() throws IOException {
        try (RolloutStore store = directory.open()) {
            store.begin(entry(1));
            store.decided(decision(1));
            assertFalse(store.ended(
                    result(1, RolloutOutcome.ROLLBACK_INCOMPLETE, HostOutcome.COMMITTED, HostOutcome.ROLLBACK_FAILED)));
            OpenRollout open = store.open().getFirst();
            assertEquals(Set.of("b"), open.entry().hosts());
            assertEquals(Optional.of(decision(1)), open.decision());
            store.abandoned(open.id(), RolloutOutcome.ROLLED_BACK);
            assertEquals(List.of(), store.open());
            assertEquals(Optional.of("rolled_back"), store.history().getFirst().outcome());
        }
    }

    @Test
    void history_is_newest_first_and_tells_all() throws IOException {
        try (RolloutStore store = directory.open()) {
            store.begin(entry(1));
            store.decided(decision(1));
            store.ended(result(1, RolloutOutcome.COMMITTED, HostOutcome.COMMITTED, HostOutcome.UNCHANGED));
            store.begin(entry(2));
            assertEquals(
                    List.of(
                            new PastRollout(
                                    holder(2),
                                    "lsdn",
                                    "deploy",
                                    Optional.of("d2"),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Map.of("a", Optional.empty(), "b", Optional.empty()),
                                    true),
                            new PastRollout(
                                    holder(1),
                                    "lsdn",
                                    "deploy",
                                    Optional.of("d1"),
                                    Optional.of(7L),
                                    Optional.of("committed"),
                                    Optional.of(1234L),
                                    Map.of("a", Optional.of("committed"), "b", Optional.of("unchanged")),
                                    false)),
                    store.history());
        }
    }

    @Test
    void a_database_of_another_program_is_refused_and_not_overwritten() throws IOException {
        Files.createDirectories(directory.path());
        Path file = Files.writeString(directory.path().resolve("rollouts.db"), "not a database, ".repeat(100));
        assertThrows(IOException.class, () -> directory.open().close());
        assertTrue(Files.readString(file, StandardCharsets.UTF_8).startsWith("not a database"));
    }

    @Test
    void nobody_else_reads_it() throws IOException {
        try (RolloutStore store = directory.open()) {
            store.begin(entry(1));
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.path().resolve("rollouts.db"))));
    }

    @Test
    void the_directory_is_one_rollouts_at_a_time() throws IOException {
        var first = (StateLock.Attempt.Taken) directory.lock(holder(1));
        assertFalse(first.lock().leftBehind());
        assertEquals(new StateLock.Attempt.Held(Optional.of(holder(1))), directory.lock(holder(2)));
        first.lock().settle();
        first.lock().close();
        try (StateLock second = ((StateLock.Attempt.Taken) directory.lock(holder(2))).lock()) {
            assertFalse(second.leftBehind());
        }
        try (StateLock third = ((StateLock.Attempt.Taken) directory.lock(holder(3))).lock()) {
            assertTrue(third.leftBehind(), "the second never settled");
        }
    }
}
