package io.lsdn.hostrunner.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.hostrunner.fake.FakeKernel;
import io.lsdn.hostrunner.fake.FakeMachine;
import io.lsdn.hostrunner.fake.Topologies;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.FdbEntry;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Codec;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Frames;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Member;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import io.lsdn.netmodel.wire.Stage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SessionTest {
    private static final Holder HOLDER =
            new Holder("01JD0000000000000000000001", "ann", "desk", 41, "2026-01-02T03:04:05Z");

    @TempDir
    private Path state;

    private final FakeKernel kernel = Topologies.kernelOfA();
    private FakeMachine machine;
    private Talk talk;

    /** The controller's end. */
    private static final class Talk {
        private final PipedOutputStream requests = new PipedOutputStream();
        private final PipedInputStream replies = new PipedInputStream(1 << 20);
        private final Codec codec = new Codec();
        private final Session session;
        private final Thread thread;

        Talk(FakeMachine machine) throws IOException {
            var in = new PipedInputStream(requests, 1 << 20);
            var out = new PipedOutputStream(replies);
            session = new Session(machine, in, out, new PrintStream(OutputStream.nullOutputStream()));
            thread = new Thread(() -> session.run(5), "session");
            thread.start();
        }

        Reply ask(Request request) throws IOException {
            say(request);
            return hear();
        }

        void say(Request request) throws IOException {
            Frames.write(requests, codec.encode(request, Request.class));
        }

        Reply hear() throws IOException {
            return codec.decode(Frames.read(replies).orElseThrow(), Reply.class);
        }
    }

    @BeforeEach
    void start() throws IOException {
        machine = new FakeMachine(kernel, state);
        talk = new Talk(machine);
        assertEquals(new Reply.Hello(3, "6.1.0-fake", "fake", 5), talk.hear());
    }

    @AfterEach
    void end() throws Exception {
        talk.requests.close();
        machine.advance(3_600_000);
        talk.thread.join();
    }

    private Reply.Prepared prepare(Topology t) throws IOException {
        assertInstanceOf(Reply.Locked.class, talk.ask(new Request.Lock("lsdn", HOLDER, 30_000, false)));
        return assertInstanceOf(
                Reply.Prepared.class, talk.ask(new Request.Prepare(t.slice(Set.of("a")), Set.of("a"), false)));
    }

    private void commit() throws IOException {
        for (Stage stage : Stage.values()) {
            assertEquals(new Reply.StageDone(stage), talk.ask(new Request.Commit(stage)));
        }
    }

    private void confirm(long generation) throws IOException {
        var members = List.of(new Member("host-a", Set.of("a"), "192.0.2.1"));
        assertEquals(
                new Reply.Confirmed(generation), talk.ask(new Request.Confirm(HOLDER.rollout(), generation, members)));
    }

    @Test
    void a_confirmed_commit_stays_and_is_known_to_the_next_session() throws Exception {
        Reply.Prepared first = prepare(Topologies.e2e("tap0"));
        assertEquals(Optional.empty(), first.generation());
        assertTrue(!first.confirmed() && !first.changes().isEmpty());
        commit();
        KernelState after = kernel.snapshot();
        confirm(7);
        talk.say(new Request.Bye());
        talk.thread.join();
        assertEquals(after, kernel.snapshot());

        talk = new Talk(machine);
        talk.hear();
        Reply.Prepared second = prepare(Topologies.e2e("tap0"));
        assertEquals(List.of(), second.changes());
        assertEquals(Optional.of(7L), second.generation());
        assertTrue(second.confirmed());
        assertEquals("host-a", second.members().getFirst().host());
    }

    @Test
    void what_is_not_confirmed_is_undone_by_a_goodbye() throws Exception {
        KernelState before = kernel.snapshot();
        prepare(Topologies.e2e("tap0"));
        commit();
        talk.say(new Request.Bye());
        talk.thread.join();
        assertEquals(before, kernel.snapshot());
        assertEquals(Optional.empty(), machine.holder("lsdn"));
    }

    @Test
    void a_controller_that_falls_silent_is_waited_for_until_the_timer_runs_out() throws Exception {
        KernelState before = kernel.snapshot();
        prepare(Topologies.e2e("tap0"));
        commit();
        machine.advance(29_000);
        assertEquals(new Reply.HeartbeatAck(3), talk.ask(new Request.Heartbeat(3)));
        machine.advance(29_000);
        assertEquals(new Reply.HeartbeatAck(4), talk.ask(new Request.Heartbeat(4)));
        machine.advance(31_000);
        talk.thread.join();
        assertEquals(before, kernel.snapshot());
    }

    @Test
    void a_lost_connection_after_a_commit_is_undone_by_the_timer_and_not_before() throws Exception {
        KernelState before = kernel.snapshot();
        prepare(Topologies.e2e("tap0"));
        commit();
        KernelState after = kernel.snapshot();
        talk.requests.close();
        talk.thread.join(1_500);
        assertTrue(talk.thread.isAlive());
        assertEquals(after, kernel.snapshot());
        machine.advance(31_000);
        talk.thread.join();
        assertEquals(before, kernel.snapshot());
    }

    @Test
    void a_lost_connection_before_a_commit_ends_the_session_at_once() throws Exception {
        prepare(Topologies.e2e("tap0"));
        talk.requests.close();
        talk.thread.join();
        assertEquals(Optional.empty(), machine.holder("lsdn"));
    }

    @Test
    void a_termination_undoes_before_it_returns() throws Exception {
        KernelState before = kernel.snapshot();
        prepare(Topologies.e2e("tap0"));
        commit();
        talk.session.terminate();
        assertEquals(before, kernel.snapshot());
    }

    @Test
    void a_refusal_undoes_the_whole_commit_and_says_why() throws Exception {
        KernelState before = kernel.snapshot();
        prepare(Topologies.e2e("tap0"));
        kernel.refuse(c -> c.after().filter(FdbEntry.class::isInstance).isPresent());
        var failed = assertInstanceOf(Reply.Failed.class, talk.ask(new Request.Commit(Stage.MAKE)));
        assertEquals("kernel-refused", failed.fault().code());
        assertEquals(List.of(), failed.left());
        assertTrue(failed.fault().message().contains("fdb 00:00:00:00:00:00 dst 172.16.0.2 of lsdn-x7"));
        assertEquals(before, kernel.snapshot());
    }

    @Test
    void what_the_kernel_says_it_did_is_read_back() throws Exception {
        KernelState before = kernel.snapshot();
        prepare(Topologies.e2e("tap0"));
        assertInstanceOf(Reply.StageDone.class, talk.ask(new Request.Commit(Stage.MAKE)));
        kernel.apply(List.of(Change.remove(new LinkSetting.Up("lsdn-x7"))));
        var failed = assertInstanceOf(Reply.Failed.class, talk.ask(new Request.Commit(Stage.BREAK)));
        assertEquals("read-back-differs", failed.fault().code());
        assertTrue(
                failed.fault().message().contains("up of lsdn-x7 is missing"),
                failed.fault().message());
        assertEquals(before, kernel.snapshot());
    }

    @Test
    void an_undo_that_the_kernel_refuses_names_what_is_left() throws Exception {
        prepare(Topologies.e2e("tap0"));
        commit();
        kernel.refuse(c -> c.kind() == Change.Kind.REMOVE && c.key().site().equals("lsdn-b7"));
        var back = assertInstanceOf(Reply.RolledBack.class, talk.ask(new Request.Rollback()));
        assertTrue(
                back.left().contains("link lsdn-b7 should not be there: EPERM (Operation not permitted)"),
                back.left().toString());
    }

    @Test
    void a_second_session_is_told_who_holds_the_lock() throws Exception {
        prepare(Topologies.e2e("tap0"));
        var other = new Talk(machine);
        other.hear();
        assertEquals(new Reply.LockHeld(HOLDER), other.ask(new Request.Lock("lsdn", HOLDER, 1, false)));
        other.say(new Request.Bye());
        other.thread.join();
    }

    @Test
    void a_missing_interface_is_an_error_before_anything_is_changed_unless_it_may_be_pending() throws Exception {
        KernelState before = kernel.snapshot();
        Topology t = Topologies.e2e("tap0", "tap77").slice(Set.of("a"));
        var failed = assertInstanceOf(Reply.Failed.class, talk.ask(new Request.Prepare(t, Set.of("a"), false)));
        assertEquals("virt-interface-missing", failed.fault().code());
        assertTrue(failed.fault().message().contains("tap77"));
        assertInstanceOf(Reply.Prepared.class, talk.ask(new Request.Prepare(t, Set.of("a"), true)));
        assertEquals(before, kernel.snapshot());
    }

    @Test
    void a_state_that_cannot_be_written_is_an_error_before_anything_is_changed() throws Exception {
        java.nio.file.Files.writeString(state.resolve("lsdn"), "in the way");
        KernelState before = kernel.snapshot();
        var failed = assertInstanceOf(Reply.Failed.class, talk.ask(new Request.Lock("lsdn", HOLDER, 30_000, false)));
        assertEquals("state-unreadable", failed.fault().code());
        assertTrue(
                failed.fault().message().endsWith("/lsdn is not a directory"),
                failed.fault().message());
        assertEquals(before, kernel.snapshot());
        assertEquals(Optional.empty(), machine.holder("lsdn"));
    }

    @Test
    void status_names_drift_object_by_object() throws Exception {
        prepare(Topologies.e2e("tap0"));
        commit();
        confirm(1);
        kernel.apply(List.of(Change.remove(new LinkSetting.Master("tap0", "lsdn-b7"))));
        var status = assertInstanceOf(Reply.Status.class, talk.ask(new Request.AskStatus("lsdn")));
        assertEquals(List.of("master of tap0 is missing"), status.drift());
        assertEquals(Optional.of(1L), status.generation());
        assertEquals(Optional.of(HOLDER), status.holder());
    }

    @Test
    void what_has_no_interface_yet_is_pending_and_no_drift() throws Exception {
        assertInstanceOf(Reply.Locked.class, talk.ask(new Request.Lock("lsdn", HOLDER, 30_000, false)));
        Topology t = Topologies.e2e("tap0", "tap77").slice(Set.of("a"));
        var prepared = assertInstanceOf(Reply.Prepared.class, talk.ask(new Request.Prepare(t, Set.of("a"), true)));
        assertEquals(
                List.of("not there yet are the interfaces of virt v-tap77 of net shop (tap77)"),
                prepared.warnings().stream()
                        .filter(w -> w.code().equals("pending"))
                        .map(Fault::message)
                        .toList());
        commit();
        confirm(1);
        var status = assertInstanceOf(Reply.Status.class, talk.ask(new Request.AskStatus("lsdn")));
        assertEquals(List.of(), status.drift());
        assertEquals(List.of("virt v-tap77 of net shop waits for interface tap77"), status.pending());
        kernel.withInterface("tap77");
        status = assertInstanceOf(Reply.Status.class, talk.ask(new Request.AskStatus("lsdn")));
        assertEquals(List.of(), status.pending());
        assertTrue(
                status.drift().contains("master of tap77 is missing"),
                status.drift().toString());
    }

    @Test
    void a_commit_without_a_lock_is_refused() throws Exception {
        talk.ask(new Request.Prepare(Topologies.e2e("tap0").slice(Set.of("a")), Set.of("a"), false));
        KernelState before = kernel.snapshot();
        assertInstanceOf(Reply.Failed.class, talk.ask(new Request.Commit(Stage.MAKE)));
        assertEquals(before, kernel.snapshot());
    }
}
