package io.lsdn.controller.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Member;
import io.lsdn.netmodel.wire.Request;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts of the inventory that claim no phys (transaction.md, rule 10), and those that are not asked (rule 11). */
@Timeout(60)
class BystanderTest {
    private static final Topology SHOP =
            Nets.over("a", "b").net("shop", 7, "a", "b").done();

    private final FakeHosts hosts = FakeHosts.named("a", "b", "z");

    @Test
    void one_that_holds_nothing_is_skipped() {
        var result = hosts.run(SHOP);
        assertEquals(RolloutOutcome.COMMITTED, result.outcome());
        assertEquals(HostOutcome.SKIPPED, result.host("z").outcome());
        assertEquals(List.of("Lock", "Prepare", "Bye"), RolloutTest.withoutHeartbeats(hosts.host("z")));
    }

    @Test
    void one_that_cannot_be_reached_is_skipped_with_a_warning() {
        hosts.host("z").unreachable();
        var result = hosts.run(SHOP);
        assertEquals(RolloutOutcome.COMMITTED, result.outcome());
        assertEquals(HostOutcome.SKIPPED, result.host("z").outcome());
        assertEquals(List.of("bystander-not-asked"), codes(result));
    }

    @Test
    void one_that_cannot_be_reached_but_is_a_member_fails_the_rollout() {
        hosts.host("a").holding(SHOP, Set.of("a"), 4, List.of(new Member("z", Set.of("b"), "192.0.2.9")));
        hosts.host("z").unreachable();
        var result = hosts.run(SHOP);
        assertEquals(RolloutOutcome.FAILED, result.outcome());
        assertEquals(HostOutcome.UNREACHABLE, result.host("z").outcome());
    }

    @Test
    void one_that_left_fails_the_rollout_like_any_other_host() {
        Topology old = Nets.over("z").net("old", 9, "z").done();
        hosts.host("z").holding(old, Set.of("z"), 3, List.of());
        KernelState held = hosts.host("z").kernel();
        hosts.host("z").once(Request.Commit.class, Act.FAIL);
        var result = hosts.run(SHOP);
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        assertEquals(held, hosts.host("z").kernel());
        assertEquals(KernelState.EMPTY, hosts.host("a").kernel());
    }

    @Test
    void a_member_that_is_in_no_inventory_is_a_warning_with_the_command_that_cleans_it() {
        hosts.host("a").holding(SHOP, Set.of("a"), 4, List.of(new Member("gone", Set.of("q"), "192.0.2.77")));
        var result = hosts.run(SHOP);
        assertEquals(RolloutOutcome.COMMITTED, result.outcome());
        Fault warning = result.warnings().getFirst();
        assertEquals("member-not-in-inventory", warning.code());
        assertEquals("lsdn-deploy cleanup -i 192.0.2.77,", warning.hint());
        assertTrue(warning.message().startsWith("gone (192.0.2.77) was q"), warning.message());
    }

    @Test
    void a_host_outside_the_limit_is_not_contacted_but_named_if_its_net_changes() {
        Topology two = Nets.over("a", "b", "z")
                .net("shop", 7, "a", "b")
                .net("till", 8, "a", "z")
                .done();
        hosts.host("a").holding(two, Set.of("a"), 4, List.of());
        hosts.host("b").holding(two, Set.of("b"), 4, List.of());
        Topology more = Nets.over("a", "b", "z")
                .net("shop", 7, "a", "b", "z")
                .net("till", 8, "a", "z")
                .done();
        var limited = Participants.of(more, hosts.inventory(), Set.of("a", "b"));
        var result =
                hosts.rollout(limited, FakeHosts.settings(), RolloutTasks.NONE).run();
        assertEquals(RolloutOutcome.COMMITTED, result.outcome());
        assertEquals(Set.of("a", "b"), result.hosts().keySet());
        assertEquals(0, hosts.host("z").opened());
        assertEquals(List.of("outside-limit"), codes(result));
        assertTrue(result.warnings().getFirst().message().startsWith("z "));
        assertEquals(
                List.of("a", "b", "z"),
                hosts.host("a").members().stream().map(Member::host).toList());
    }

    @Test
    void what_would_change_outside_the_limit_is_known_by_the_slices_and_not_by_the_nets_in_common() {
        Topology first = Nets.over("a", "b", "z").net("shop", 7, "a", "b", "z").done();
        assertEquals(RolloutOutcome.COMMITTED, hosts.run(first).outcome());
        // Another net of a and b; what z holds stays as it is, although it shares a net with both.
        Topology second = Nets.over("a", "b", "z")
                .net("shop", 7, "a", "b", "z")
                .net("till", 8, "a", "b")
                .done();
        assertEquals(List.of(), codes(limited(second, "a", "b")));
        // z was not written: its digest is still that of what it holds.
        Topology third = Nets.over("a", "b", "z")
                .net("shop", 9, "a", "b", "z")
                .net("till", 8, "a", "b")
                .done();
        var result = limited(third, "a");
        assertEquals(List.of("outside-limit", "outside-limit"), codes(result));
        assertEquals(
                List.of(
                        "b is outside of the limit and would change too",
                        "z is outside of the limit and would change too"),
                result.warnings().stream().map(Fault::message).toList());
        assertEquals(List.of("outside-limit", "outside-limit"), codes(limited(third, "a")));
        assertEquals(List.of(), codes(limited(third, "a", "b", "z")));
    }

    @Test
    void who_left_outside_the_limit_is_named() {
        Topology first = Nets.over("a", "b", "z").net("shop", 7, "a", "b", "z").done();
        hosts.run(first);
        Topology second = Nets.over("a", "b").net("shop", 7, "a", "b").done();
        assertEquals(
                List.of("z is outside of the limit and would change too"),
                limited(second, "a", "b").warnings().stream()
                        .map(Fault::message)
                        .toList());
    }

    private RolloutResult limited(Topology topology, String... to) {
        var some = Participants.of(topology, hosts.inventory(), Set.of(to));
        return hosts.rollout(some, FakeHosts.settings(), RolloutTasks.NONE).run();
    }

    @Test
    void cleanup_fails_where_a_host_cannot_be_reached() {
        hosts.host("z").unreachable();
        var all = Participants.cleanup("lsdn", hosts.inventory(), Set.of("a", "b", "z"));
        var result = hosts.rollout(all, FakeHosts.settings(), RolloutTasks.NONE).run();
        assertEquals(RolloutOutcome.FAILED, result.outcome());
        assertEquals(HostOutcome.UNREACHABLE, result.host("z").outcome());
    }

    private static List<String> codes(RolloutResult result) {
        return result.warnings().stream().map(Fault::code).toList();
    }
}
