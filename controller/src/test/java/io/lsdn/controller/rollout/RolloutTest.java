package io.lsdn.controller.rollout;

import static io.lsdn.controller.rollout.HostOutcome.COMMITTED;
import static io.lsdn.controller.rollout.HostOutcome.SKIPPED;
import static io.lsdn.controller.rollout.HostOutcome.UNCHANGED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Member;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rollouts that go well. */
@Timeout(60)
class RolloutTest {
    private static final Topology SHOP =
            Nets.over("a", "b", "c").net("shop", 7, "a", "b", "c").done();

    private final FakeHosts hosts = FakeHosts.named("a", "b", "c");

    @Test
    void every_host_makes_what_is_new_and_records_one_generation() {
        RolloutResult result = hosts.run(SHOP);
        assertEquals(RolloutOutcome.COMMITTED, result.outcome());
        assertEquals(List.of(COMMITTED, COMMITTED, COMMITTED), FakeHosts.outcomes(result));
        for (String name : List.of("a", "b", "c")) {
            assertEquals(Optional.of(1L), hosts.host(name).generation());
            assertEquals(
                    List.of("Lock", "Prepare", "Commit MAKE", "Confirm", "Bye"), withoutHeartbeats(hosts.host(name)));
            assertEquals(List.of(), hosts.host(name).diff(SHOP.slice(Set.of(name)), Set.of(name)));
        }
        assertEquals(Set.of(), FakeHosts.lockedIn(hosts));
    }

    @Test
    void every_host_is_told_who_the_members_are() {
        hosts.run(SHOP);
        var members = Participants.of(SHOP, hosts.inventory(), Set.of("a", "b", "c")).inside().stream()
                .map(Participant::member)
                .toList();
        assertEquals(members, hosts.host("b").members());
        assertEquals(List.of("a", "b", "c"), members.stream().map(Member::host).toList());
        assertEquals(
                3, members.stream().flatMap(m -> m.digest().stream()).distinct().count());
    }

    @Test
    void a_second_identical_rollout_asks_nothing_but_the_plan() {
        hosts.run(SHOP);
        var again = hosts.run(SHOP);
        assertEquals(RolloutOutcome.UNCHANGED, again.outcome());
        assertEquals(List.of(UNCHANGED, UNCHANGED, UNCHANGED), FakeHosts.outcomes(again));
        FakeHost a = hosts.host("a");
        assertEquals(Optional.of(1L), a.generation());
        List<String> second =
                withoutHeartbeats(a).subList(5, withoutHeartbeats(a).size());
        assertEquals(List.of("Lock", "Prepare", "Bye"), second);
        assertEquals(2, a.opened());
        assertEquals(1, hosts.decisions.size());
    }

    @Test
    void every_host_is_reached_over_new_connections_between_commit_and_confirm() {
        hosts.run(SHOP);
        assertEquals(2, hosts.host("a").reached());
    }

    @Test
    void a_host_without_work_for_a_stage_is_not_asked_but_records_the_generation() {
        hosts.run(SHOP);
        Topology more = Nets.over("a", "b", "c")
                .net("shop", 7, "a", "b", "c")
                .net("till", 8, "a", "b")
                .done();
        var result = hosts.run(more);
        assertEquals(List.of(COMMITTED, COMMITTED, UNCHANGED), FakeHosts.outcomes(result));
        assertEquals(Optional.of(2L), hosts.host("c").generation());
        assertEquals(Optional.of(2L), result.host("c").generation());
        List<String> asked = withoutHeartbeats(hosts.host("c"));
        assertEquals(List.of("Lock", "Prepare", "Confirm", "Bye"), asked.subList(5, asked.size()));
    }

    @Test
    void generations_follow_the_highest_that_any_host_reports() {
        hosts.host("b").holding(Topology.empty("lsdn"), Set.of(), 41, List.of());
        assertEquals(Optional.of(42L), hosts.run(SHOP).host("a").generation());
    }

    @Test
    void who_left_the_topology_is_emptied_in_the_same_rollout() {
        hosts.run(SHOP);
        Topology smaller = Nets.over("a", "b").net("shop", 7, "a", "b").done();
        var result = hosts.run(smaller);
        assertEquals(List.of(COMMITTED, COMMITTED, COMMITTED), FakeHosts.outcomes(result));
        assertEquals(KernelState.EMPTY, hosts.host("c").kernel());
        assertEquals(List.of("a", "b"), names(hosts.host("a").members()));
        assertEquals(List.of(COMMITTED, COMMITTED, SKIPPED), outcomesOfNext(smaller));
    }

    private List<HostOutcome> outcomesOfNext(Topology smaller) {
        hosts.host("a").holding(Topology.empty("lsdn"), Set.of(), 2, List.of());
        hosts.host("b").holding(Topology.empty("lsdn"), Set.of(), 2, List.of());
        return FakeHosts.outcomes(hosts.run(smaller));
    }

    @Test
    void cleanup_empties_every_host_in_one_rollout() {
        hosts.run(SHOP);
        var all = Participants.cleanup("lsdn", hosts.inventory(), Set.of("a", "b", "c"));
        var result = hosts.rollout(all, FakeHosts.settings(), RolloutTasks.NONE).run();
        assertEquals(RolloutOutcome.COMMITTED, result.outcome());
        hosts.kernels().values().forEach(k -> assertEquals(KernelState.EMPTY, k));
        var again = hosts.rollout(all, FakeHosts.settings(), RolloutTasks.NONE).run();
        assertEquals(RolloutOutcome.UNCHANGED, again.outcome());
        assertEquals(List.of(UNCHANGED, UNCHANGED, UNCHANGED), FakeHosts.outcomes(again));
    }

    @Test
    void a_check_takes_no_lock_and_changes_nothing() {
        Map<String, KernelState> before = hosts.kernels();
        var result = hosts.rollout(SHOP, FakeHosts.settings(50, Duration.ofSeconds(30), true))
                .run();
        assertEquals(RolloutOutcome.CHECKED, result.outcome());
        assertEquals(List.of("Prepare", "Bye"), hosts.host("a").requests());
        assertEquals(before, hosts.kernels());
        assertFalse(result.host("a").plan().isEmpty());
        assertEquals(8, ExitCode.of(result, true).number());
        assertEquals(0, ExitCode.of(result, false).number());
    }

    @Test
    void two_hundred_hosts_finish_with_five_forks() {
        String[] names =
                IntStream.range(0, 200).mapToObj(i -> "h%03d".formatted(i)).toArray(String[]::new);
        FakeHosts many = FakeHosts.named(names);
        var topology = Nets.over(names).net("shop", 7, names).done();
        var result = many.rollout(topology, FakeHosts.settings(5, Duration.ofSeconds(30), false))
                .run();
        assertEquals(RolloutOutcome.COMMITTED, result.outcome());
        assertEquals(Optional.of(1L), many.host("h199").generation());
        assertTrue(many.mostOpenedAtOnce() <= 5, () -> many.mostOpenedAtOnce() + " at once");
    }

    @Test
    void the_decision_is_recorded_before_any_host_hears_of_it() {
        var result = new Rollout(
                        Participants.of(SHOP, hosts.inventory(), Set.of("a", "b", "c")),
                        FakeHosts.settings(),
                        hosts,
                        hosts.events::add,
                        RolloutTasks.NONE,
                        d -> {
                            assertFalse(hosts.host("a").requests().contains("Confirm"));
                            hosts.decisions.add(d);
                        })
                .run();
        assertEquals(RolloutOutcome.COMMITTED, result.outcome());
        Decision decision = hosts.decisions.getFirst();
        assertEquals(1, decision.generation());
        assertEquals(FakeHosts.US.rollout(), decision.rollout());
        assertEquals(SHOP.slice(Set.of("b")), decision.hosts().get(1).slice());
    }

    static List<String> withoutHeartbeats(FakeHost host) {
        return host.requests().stream().filter(r -> !r.equals("Heartbeat")).toList();
    }

    private static List<String> names(List<Member> members) {
        return members.stream().map(Member::host).toList();
    }
}
