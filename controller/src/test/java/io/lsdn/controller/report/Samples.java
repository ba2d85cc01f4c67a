package io.lsdn.controller.report;

import io.lsdn.controller.rollout.HostOutcome;
import io.lsdn.controller.rollout.HostResult;
import io.lsdn.controller.rollout.RolloutOutcome;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Stage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Results to report on. */
final class Samples {
    static final Fault MISSING = new Fault("interface-missing", "there is no interface tap0", "create it");

    private Samples() {}

    static RolloutResult committed() {
        return rollout(
                RolloutOutcome.COMMITTED,
                Duration.ofMillis(3_100),
                new HostResult(
                        "a",
                        HostOutcome.COMMITTED,
                        Optional.of(7L),
                        plan(),
                        Duration.ofMillis(804),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        true),
                new HostResult(
                        "host-b",
                        HostOutcome.UNCHANGED,
                        Optional.of(7L),
                        List.of(),
                        Duration.ofSeconds(2),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        false));
    }

    static RolloutResult failed() {
        return rollout(
                RolloutOutcome.FAILED,
                Duration.ofSeconds(60),
                failed("a", HostOutcome.FAILED, MISSING),
                failed("b", HostOutcome.UNREACHABLE, new Fault("no-route", "no route to b\033[2J", "")));
    }

    static RolloutResult stuck() {
        return rollout(
                RolloutOutcome.ROLLBACK_INCOMPLETE,
                Duration.ofSeconds(1),
                new HostResult(
                        "a",
                        HostOutcome.ROLLBACK_FAILED,
                        Optional.empty(),
                        plan(),
                        Duration.ofSeconds(1),
                        Optional.of(new Fault("rollback-incomplete", "not all was undone", "run it again")),
                        List.of("link lsdn-b1"),
                        List.of(),
                        false));
    }

    /** Two additions, a replacement, a removal, over all stages. */
    static List<PlannedChange> plan() {
        var bridge = new Link("lsdn-b1", new LinkKind.Bridge(false), "lsdn:lsdn:net shop");
        return List.of(
                new PlannedChange(Stage.MAKE, Change.add(bridge)),
                new PlannedChange(Stage.MAKE, Change.add(new LinkSetting.Up("lsdn-b1"))),
                new PlannedChange(
                        Stage.SWITCH,
                        Change.replace(new LinkSetting.Mtu("tap0", 1500), new LinkSetting.Mtu("tap0", 1450))),
                new PlannedChange(Stage.BREAK, Change.remove(new LinkSetting.Master("tap1", "lsdn-b2"))));
    }

    private static HostResult failed(String host, HostOutcome outcome, Fault why) {
        return new HostResult(
                host,
                outcome,
                Optional.empty(),
                List.of(),
                Duration.ofMillis(1_500),
                Optional.of(why),
                List.of(),
                List.of(),
                false);
    }

    private static RolloutResult rollout(RolloutOutcome outcome, Duration took, HostResult... hosts) {
        Map<String, HostResult> byName = new LinkedHashMap<>();
        for (HostResult h : hosts) {
            byName.put(h.host(), h);
        }
        return new RolloutResult("01JD", "lsdn", outcome, took, byName, List.of(), false, false);
    }
}
