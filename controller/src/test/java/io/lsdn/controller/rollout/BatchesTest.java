package io.lsdn.controller.rollout;

import static io.lsdn.controller.rollout.HostOutcome.COMMITTED;
import static io.lsdn.controller.rollout.HostOutcome.FAILED;
import static io.lsdn.controller.rollout.HostOutcome.ROLLED_BACK;
import static io.lsdn.controller.rollout.HostOutcome.SKIPPED;
import static io.lsdn.controller.rollout.HostOutcome.UNREACHABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Request;
import io.lsdn.netmodel.wire.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code serial} and {@code max_fail_percentage} (transaction.md, rule 14). */
@Timeout(60)
class BatchesTest extends FourHosts {
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    /** Notes who is asked for what; heartbeats are no questions. */
    private void listen() {
        ALL.forEach(h -> hosts.host(h).script(r -> {
            if (!(r instanceof Request.Heartbeat)) {
                asked.add(h + " "
                        + (r instanceof Request.Commit c
                                ? c.stage().name()
                                : r.getClass().getSimpleName()));
            }
            return Act.OBEY;
        }));
    }

    private int first(String question) {
        assertTrue(asked.contains(question), question + " in " + asked);
        return asked.indexOf(question);
    }

    private void inOrder(String... questions) {
        for (int i = 1; i < questions.length; i++) {
            assertTrue(
                    asked.lastIndexOf(questions[i - 1]) < asked.lastIndexOf(questions[i]),
                    questions[i - 1] + " before " + questions[i] + ": " + asked);
        }
    }

    @Test
    void all_batches_are_prepared_before_the_first_commit_and_confirmed_after_the_last() {
        listen();
        var result = run(NEW, pace(0, 1, 2));
        assertEquals(RolloutOutcome.COMMITTED, result.outcome());
        assertEquals(List.of(COMMITTED, COMMITTED, COMMITTED, COMMITTED), FakeHosts.outcomes(result));
        isNew("a", "b", "c", "d");
        ALL.forEach(h -> assertTrue(first(h + " Prepare") < first("a MAKE"), asked.toString()));
        inOrder("a MAKE", "b Prepare", "b MAKE");
        inOrder("a MAKE", "c Prepare", "c MAKE");
        inOrder("b MAKE", "d MAKE");
        inOrder("c MAKE", "d Prepare", "d MAKE");
        ALL.forEach(h -> inOrder("d BREAK", h + " Confirm"));
        assertEquals(1, Collections.frequency(asked, "a Prepare"), "the first batch was prepared just now");
        ALL.forEach(h -> assertEquals(1, Collections.frequency(asked, h + " BREAK")));
    }

    @Test
    void what_is_removed_waits_for_the_last_batch_where_it_still_serves_others() {
        listen();
        run(NEW, pace(0, 1, 2));
        inOrder("d MAKE", "a BREAK");
        inOrder("d MAKE", "b BREAK");
    }

    @Test
    void what_serves_nobody_of_a_later_batch_is_removed_at_once() {
        Topology own = Nets.over("a", "b", "c", "d")
                .net("old", 6, "a", "b", "c", "d")
                .net("own", 9, "a", "b")
                .done();
        hosts.run(own);
        listen();
        Topology less = Nets.over("a", "b", "c", "d")
                .net("old", 6, "a", "b", "c", "d")
                .net("more", 8, "c", "d")
                .done();
        run(less, pace(0, 2));
        inOrder("a BREAK", "c MAKE");
        inOrder("b BREAK", "d MAKE");
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"MAKE", "BREAK"})
    void a_failure_in_the_last_batch_undoes_all_batches(Stage stage) {
        hosts.host("d").once(stage, Act.FAIL);
        var result = run(NEW, pace(0, 1));
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        assertEquals(List.of(ROLLED_BACK, ROLLED_BACK, ROLLED_BACK, FAILED), FakeHosts.outcomes(result));
        asBefore();
    }

    @Test
    void a_failing_canary_keeps_the_others_untouched() {
        hosts.host("a").once(Stage.MAKE, Act.FAIL);
        var result = run(NEW, pace(0, 1, 3));
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        assertEquals(1, Collections.frequency(hosts.host("b").requests(), "Commit MAKE"), "but for the first rollout");
        asBefore();
    }

    @Test
    void so_many_failures_of_a_batch_are_tolerated() {
        hosts.host("b").once(Stage.MAKE, Act.FAIL);
        var result = run(NEW, pace(50, 2));
        assertEquals(RolloutOutcome.PARTIAL, result.outcome());
        assertEquals(List.of(COMMITTED, FAILED, COMMITTED, COMMITTED), FakeHosts.outcomes(result));
        assertEquals(2, ExitCode.of(result, false).number());
        assertEquals(before.get("b"), hosts.host("b").kernel());
        assertEquals(Optional.of(1L), hosts.host("b").generation());
        isNew("a", "c", "d");
    }

    @Test
    void one_failure_more_than_is_tolerated_rolls_all_back() {
        hosts.host("b").once(Stage.MAKE, Act.FAIL);
        hosts.host("c").once(Stage.MAKE, Act.FAIL);
        var result = run(NEW, pace(25));
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        assertEquals(List.of(ROLLED_BACK, FAILED, FAILED, ROLLED_BACK), FakeHosts.outcomes(result));
        asBefore();
    }

    @Test
    void one_that_was_tolerated_is_counted_with_the_next_of_its_batch() {
        hosts.host("a").once(Stage.MAKE, Act.FAIL);
        hosts.host("b").once(Stage.BREAK, Act.FAIL);
        var result = run(NEW, pace(50, 2));
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        asBefore();
    }

    @Test
    void an_unreachable_host_counts_over_its_batch() {
        hosts.host("d").unreachable();
        var result = run(NEW, pace(25));
        assertEquals(RolloutOutcome.PARTIAL, result.outcome());
        assertEquals(List.of(COMMITTED, COMMITTED, COMMITTED, UNREACHABLE), FakeHosts.outcomes(result));
        assertEquals(2, ExitCode.of(result, false).number());
        isNew("a", "b", "c");
    }

    @Test
    void an_unreachable_host_is_too_much_in_a_batch_of_its_own() {
        hosts.host("d").unreachable();
        var result = run(NEW, pace(25, 3));
        assertEquals(RolloutOutcome.FAILED, result.outcome());
        assertEquals(List.of(SKIPPED, SKIPPED, SKIPPED, UNREACHABLE), FakeHosts.outcomes(result));
        assertEquals(3, ExitCode.of(result, false).number());
        asBefore();
    }

    @Test
    void above_the_tolerance_rollback_host_still_goes_on() {
        hosts.host("a").once(Stage.MAKE, Act.FAIL);
        hosts.host("b").once(Stage.MAKE, Act.FAIL);
        var result = run(NEW, settings(pace(25, 2), OnFailure.ROLLBACK_HOST), RolloutTasks.NONE);
        assertEquals(RolloutOutcome.PARTIAL, result.outcome());
        assertEquals(List.of(FAILED, FAILED, COMMITTED, COMMITTED), FakeHosts.outcomes(result));
    }

    @Test
    void a_host_that_cannot_be_prepared_again_fails_in_its_batch() {
        var count = new int[1];
        hosts.host("c").script(r -> r instanceof Request.Prepare && ++count[0] == 2 ? Act.FAIL : Act.OBEY);
        var result = run(NEW, pace(0, 2));
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        assertEquals(List.of(ROLLED_BACK, ROLLED_BACK, FAILED, ROLLED_BACK), FakeHosts.outcomes(result));
        asBefore();
    }
}
