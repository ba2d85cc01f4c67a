package io.lsdn.hostrunner.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.hostrunner.fake.FakeKernel;
import io.lsdn.hostrunner.fake.FakeMachine;
import io.lsdn.hostrunner.fake.Topologies;
import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.draft.AttachmentHooks;
import io.lsdn.netmodel.draft.Draft;
import io.lsdn.netmodel.draft.NetDraft;
import io.lsdn.netmodel.draft.PhysDraft;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.wire.Holder;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program's commits on a machine in memory: what they change, whom they tell, and what is left of one that fails. */
class LocalHostTest {
    private final FakeKernel kernel = Topologies.kernelOfA();
    private final KernelState untouched = kernel.snapshot();
    private final List<Diagnostic> problems = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final FakeMachine machine;
    private final LocalHost host;

    LocalHostTest(@TempDir Path directory) {
        machine = new FakeMachine(kernel, directory);
        host = program();
    }

    /** Another process on the same machine. */
    private LocalHost program() {
        return new LocalHost(machine, () -> {}, new PrintStream(OutputStream.nullOutputStream()));
    }

    private Draft shop(String... taps) {
        Draft draft = Draft.of(Topologies.e2e(taps));
        draft.phys("a").claimLocal();
        return draft.onAttachments("default", new Noting("s"));
    }

    private CommitOutcome commit(Draft draft) {
        return host.commit(draft, this::note);
    }

    /** That the taps of these hosts are as large as their underlay is not what this is about. */
    private void note(Diagnostic problem) {
        if (!problem.code().equals("mtu-above-overlay")) {
            problems.add(problem);
        }
    }

    private List<String> codes() {
        return problems.stream().map(Diagnostic::code).toList();
    }

    private final class Noting implements AttachmentHooks {
        private final String name;

        Noting(String name) {
            this.name = name;
        }

        @Override
        public void startUp(NetDraft net, PhysDraft phys) {
            told.add(name + "+" + net.name() + "@" + phys.name());
        }

        @Override
        public void shutDown(Net net, Phys phys) {
            told.add(name + "-" + net.name() + "@" + phys.name());
        }
    }

    @Test
    void a_commit_makes_what_differs_a_second_one_nothing_and_cleanup_removes_it() {
        var first = assertInstanceOf(CommitOutcome.Committed.class, commit(shop("tap0", "tap1")));
        assertEquals(1, first.generation());
        assertInstanceOf(CommitOutcome.Unchanged.class, commit(shop("tap0", "tap1")));
        KernelState two = kernel.snapshot();
        var less = assertInstanceOf(CommitOutcome.Committed.class, commit(shop("tap0")));
        assertEquals(2, less.generation());
        assertTrue(less.changes().size() < first.changes().size(), less::toString);
        commit(shop("tap0", "tap1"));
        assertEquals(two, kernel.snapshot());
        assertInstanceOf(CommitOutcome.Committed.class, host.cleanup(shop(), this::note));
        assertEquals(untouched, kernel.snapshot());
        assertEquals(List.of(), problems);
    }

    @Test
    void a_finished_model_is_committed_for_the_physes_that_are_claimed() {
        assertTrue(host.commit(Topologies.e2e("tap0"), Set.of("a"), this::note).isDone());
        assertInstanceOf(CommitOutcome.Unchanged.class, commit(shop("tap0")));
        assertThrows(
                IllegalArgumentException.class, () -> host.commit(Topologies.e2e("tap0"), Set.of("z"), this::note));
    }

    @Test
    void hooks_hear_once_of_what_comes_and_once_of_what_goes_settings_first() {
        Draft draft = shop("tap0");
        PhysDraft a = draft.phys("a");
        NetDraft shop = draft.net("shop", 7).onAttachment(a, new Noting("n"));
        commit(draft);
        commit(draft);
        assertEquals(List.of("s+shop@a", "n+shop@a"), told);
        shop.remove();
        commit(draft);
        commit(draft);
        assertEquals(List.of("s+shop@a", "n+shop@a", "n-shop@a", "s-shop@a"), told);
    }

    @Test
    void a_net_that_changes_its_settings_ends_with_the_old_and_begins_with_the_new() {
        Draft draft = shop("tap0").settings(new Settings.VxlanE2e("other", 4790));
        draft.onAttachments("other", new Noting("o"));
        commit(draft);
        draft.net("shop", 7).settings("other");
        assertTrue(commit(draft).isDone(), problems::toString);
        assertEquals(List.of("s+shop@a", "o+shop@a", "s-shop@a"), told);
    }

    @Test
    void another_program_starts_up_what_is_there_and_shuts_it_down() {
        commit(shop("tap0"));
        host.close();
        try (LocalHost next = program()) {
            Draft same = shop("tap0");
            assertInstanceOf(CommitOutcome.Unchanged.class, next.commit(same, this::note));
            next.cleanup(same, this::note);
        }
        assertEquals(List.of("s+shop@a", "s+shop@a", "s-shop@a"), told);
        Draft late = shop("tap0");
        assertThrows(IllegalStateException.class, () -> commit(late), "that host is closed");
    }

    @Test
    void a_hook_may_add_what_the_net_needs_and_nets_whose_hooks_are_called_too() {
        Draft draft = shop("tap0");
        draft.onAttachments("default", new AttachmentHooks() {
            @Override
            public void startUp(NetDraft net, PhysDraft phys) {
                if (net.name().equals("shop")) {
                    net.virt("dhcp").connect(phys, "tap5");
                    draft.net("more", 8).attach(phys);
                }
            }
        });
        assertTrue(commit(draft).isDone(), problems::toString);
        assertTrue(kernel.log().stream().anyMatch(c -> c.key().site().equals("tap5")));
        assertEquals(List.of("s+shop@a", "s+more@a"), told);
    }

    @Test
    void a_start_up_that_fails_is_a_failed_commit_that_changed_nothing() {
        Draft draft = shop("tap0");
        var broken = new AttachmentHooks() {
            private boolean works;

            @Override
            public void startUp(NetDraft net, PhysDraft phys) throws Exception {
                if (!works) {
                    throw new java.io.IOException("no DHCP server here");
                }
            }
        };
        draft.onAttachments("default", broken);
        var failed = assertInstanceOf(CommitOutcome.Failed.class, commit(draft));
        assertEquals(failed.problems(), problems);
        assertEquals(List.of("hook-failed"), codes());
        assertTrue(problems.getFirst().message().contains("no DHCP server here"), problems::toString);
        assertEquals(untouched, kernel.snapshot());
        assertEquals(List.of(), kernel.log());
        assertEquals(List.of("s+shop@a", "s-shop@a"), told);
        broken.works = true;
        assertTrue(commit(draft).isDone());
        assertEquals(List.of("s+shop@a", "s-shop@a", "s+shop@a"), told);
    }

    @Test
    void a_commit_that_the_kernel_refuses_is_undone_and_what_it_started_is_shut_down() {
        commit(shop("tap0"));
        KernelState before = kernel.snapshot();
        told.clear();
        Draft draft = shop("tap0", "tap1");
        draft.net("more", 8).attach(draft.phys("a"));
        kernel.refuse(c -> c.kind() == Change.Kind.ADD && c.after().orElseThrow() instanceof LinkSetting.Master);
        var failed = assertInstanceOf(CommitOutcome.Failed.class, commit(draft));
        assertEquals(List.of(), failed.left());
        assertEquals(List.of("kernel-refused"), codes());
        assertEquals(before, kernel.snapshot());
        assertEquals(List.of("s+more@a", "s-more@a"), told);
        kernel.refuse(_ -> false);
        assertTrue(commit(draft).isDone());
        assertEquals(List.of("s+more@a", "s-more@a", "s+more@a"), told);
    }

    @Test
    void a_model_that_is_not_valid_is_told_problem_by_problem() {
        Draft draft = shop("tap0");
        draft.net("shop", 7).vid(0);
        draft.phys("a").clearIp();
        var failed = assertInstanceOf(CommitOutcome.Failed.class, commit(draft));
        assertEquals(2, failed.problems().size(), problems::toString);
        assertEquals(failed.problems(), problems);
        assertEquals(untouched, kernel.snapshot());
    }

    @Test
    void a_context_that_somebody_else_holds_is_left_alone_and_no_hook_called() {
        machine.lock("lsdn", new Holder("01J0", "bob", "desk", 4711, "2026-01-01T00:00:00Z"));
        assertInstanceOf(CommitOutcome.Failed.class, commit(shop("tap0")));
        assertEquals(List.of("locked"), codes());
        assertTrue(problems.getFirst().message().contains("bob@desk"), problems::toString);
        assertEquals(List.of(), told);
    }

    @Test
    void a_shut_down_that_fails_is_a_warning() {
        Draft draft = shop("tap0");
        draft.onAttachments("default", new AttachmentHooks() {
            @Override
            public void shutDown(Net net, Phys phys) {
                throw new IllegalStateException("it would not end");
            }
        });
        commit(draft);
        assertTrue(host.cleanup(draft, this::note).isDone());
        assertEquals(List.of("hook-failed"), codes());
        assertTrue(problems.stream().noneMatch(Diagnostic::isError));
        assertEquals(List.of("s+shop@a", "s-shop@a"), told);
        assertEquals(untouched, kernel.snapshot());
    }

    @Test
    void a_hook_can_not_commit() {
        Draft draft = shop("tap0");
        draft.onAttachments("default", new AttachmentHooks() {
            @Override
            public void startUp(NetDraft net, PhysDraft phys) {
                commit(draft);
            }
        });
        assertInstanceOf(CommitOutcome.Failed.class, commit(draft));
        assertEquals(List.of("hook-failed"), codes());
        assertEquals(untouched, kernel.snapshot());
    }

    @Test
    void a_problem_callback_that_throws_ends_the_commit_which_is_undone() {
        kernel.refuse(c -> c.kind() == Change.Kind.ADD && c.after().orElseThrow() instanceof LinkSetting.Master);
        assertThrows(
                UnsupportedOperationException.class,
                () -> host.commit(shop("tap0"), p -> {
                    if (p.isError()) {
                        throw new UnsupportedOperationException(p.code());
                    }
                }));
        assertEquals(untouched, kernel.snapshot());
        assertEquals(List.of("s+shop@a", "s-shop@a"), told);
        kernel.refuse(_ -> false);
        assertTrue(commit(shop("tap0")).isDone(), "the lock is free");
    }

    @Test
    void an_interrupt_does_not_end_a_commit_and_is_not_lost() {
        Thread.currentThread().interrupt();
        assertTrue(commit(shop("tap0")).isDone());
        assertTrue(Thread.interrupted());
    }

    @Test
    void threads_commit_one_after_the_other() {
        var done = IntStream.range(0, 8)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> host.commit(Topologies.e2e("tap" + n % 4), Set.of("a"), _ -> {})))
                .toList();
        assertTrue(done.stream().map(CompletableFuture::join).allMatch(CommitOutcome::isDone));
        assertTrue(host.cleanup(Draft.empty(), this::note).isDone());
        assertEquals(untouched, kernel.snapshot());
    }
}
