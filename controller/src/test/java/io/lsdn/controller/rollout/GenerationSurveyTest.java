package io.lsdn.controller.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lsdn.controller.rollout.GenerationSurvey.Finding;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Back to what was. */
@Timeout(60)
class GenerationSurveyTest {
    private static final Set<String> ALL = Set.of("a", "b", "c");
    private static final Topology FIRST =
            Nets.over("a", "b").net("old", 6, "a", "b").done();
    private static final Topology SECOND = Nets.over("a", "b", "c")
            .net("shop", 7, "a", "b")
            .net("till", 8, "b", "c")
            .done();

    private final FakeHosts hosts = FakeHosts.named("a", "b", "c");

    private Finding find(Set<String> limit, OptionalLong to, OptionalLong ceiling) {
        return new GenerationSurvey("lsdn", FakeHosts.settings(), hosts, hosts.events::add)
                .find(hosts.inventory(), limit, to, ceiling);
    }

    private RolloutResult rollBack(OptionalLong to) {
        Finding.Past past = assertInstanceOf(Finding.Past.class, find(ALL, to, OptionalLong.empty()));
        return new Rollout(
                        past.participants(),
                        FakeHosts.settings(),
                        hosts,
                        hosts.events::add,
                        RolloutTasks.NONE,
                        hosts.decisions::add,
                        past.expected())
                .run();
    }

    @Test
    void a_rollback_is_a_new_generation_and_a_second_one_returns() {
        hosts.run(FIRST);
        Map<String, KernelState> first = hosts.kernels();
        hosts.run(SECOND);
        Map<String, KernelState> second = hosts.kernels();

        assertEquals(RolloutOutcome.COMMITTED, rollBack(OptionalLong.empty()).outcome());
        assertEquals(first, hosts.kernels());
        assertEquals(Optional.of(3L), hosts.host("a").generation());
        assertEquals(Optional.of(3L), hosts.host("c").generation());

        assertEquals(RolloutOutcome.COMMITTED, rollBack(OptionalLong.empty()).outcome());
        assertEquals(second, hosts.kernels());
        assertEquals(Optional.of(4L), hosts.host("b").generation());

        assertEquals(RolloutOutcome.COMMITTED, rollBack(OptionalLong.of(1)).outcome());
        assertEquals(first, hosts.kernels());
        assertEquals(
                List.of("a", "b"),
                hosts.host("a").members().stream().map(m -> m.host()).toList());
    }

    @Test
    void a_host_that_changed_since_it_was_asked_is_not_rolled_back() {
        hosts.run(FIRST);
        hosts.run(SECOND);
        Finding.Past past = assertInstanceOf(Finding.Past.class, find(ALL, OptionalLong.empty(), OptionalLong.empty()));
        hosts.host("b").holding(FIRST, Set.of("b"), 7, List.of());
        Map<String, KernelState> before = hosts.kernels();
        var result = new Rollout(
                        past.participants(),
                        FakeHosts.settings(),
                        hosts,
                        hosts.events::add,
                        RolloutTasks.NONE,
                        hosts.decisions::add,
                        past.expected())
                .run();
        assertEquals(RolloutOutcome.FAILED, result.outcome());
        assertEquals("stale-plan", result.host("b").error().orElseThrow().code());
        assertEquals(before, hosts.kernels());
    }

    @Test
    void there_may_be_nothing_to_go_back_to() {
        assertInstanceOf(Finding.NoPast.class, find(ALL, OptionalLong.empty(), OptionalLong.empty()));
        hosts.run(FIRST);
        assertInstanceOf(Finding.NoPast.class, find(ALL, OptionalLong.empty(), OptionalLong.empty()));
    }

    @Test
    void a_decision_that_no_host_confirmed_is_gone_back_from() {
        hosts.run(FIRST);
        hosts.run(SECOND);
        Finding.Past past = assertInstanceOf(Finding.Past.class, find(ALL, OptionalLong.empty(), OptionalLong.of(2)));
        assertEquals(1, past.generation());
        Finding.Past undecided =
                assertInstanceOf(Finding.Past.class, find(ALL, OptionalLong.empty(), OptionalLong.of(3)));
        assertEquals(2, undecided.generation());
    }

    @Test
    void a_member_that_cannot_be_reached_stops_it_and_a_stranger_does_not() {
        hosts.run(FIRST);
        hosts.run(Nets.over("a", "b").net("shop", 7, "a", "b").done());
        hosts.host("c").unreachable();
        assertInstanceOf(Finding.Past.class, find(ALL, OptionalLong.empty(), OptionalLong.empty()));
        hosts.host("b").unreachable();
        Finding.Failed failed =
                assertInstanceOf(Finding.Failed.class, find(ALL, OptionalLong.empty(), OptionalLong.empty()));
        assertEquals(HostOutcome.UNREACHABLE, failed.result().host("b").outcome());
        assertEquals(3, ExitCode.of(failed.result(), false).number());
    }

    @Test
    void members_outside_of_the_limit_stay_members() {
        hosts.run(FIRST);
        hosts.run(Nets.over("a", "b").net("shop", 7, "a", "b").done());
        Finding.Past past =
                assertInstanceOf(Finding.Past.class, find(Set.of("a"), OptionalLong.empty(), OptionalLong.empty()));
        assertEquals(
                List.of("b"),
                past.participants().outside().stream().map(Participant::host).toList());
    }
}
