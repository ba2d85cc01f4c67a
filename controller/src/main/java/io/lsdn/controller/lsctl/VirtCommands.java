package io.lsdn.controller.lsctl;

import io.lsdn.controller.lsctl.Scope.Kind;
import io.lsdn.netmodel.draft.VirtDraft;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Rate;
import io.lsdn.netmodel.topology.Rule;
import io.lsdn.netmodel.topology.Subnet;
import java.util.List;
import java.util.Optional;

/** What stands in a virt: rules and rates. */
final class VirtCommands {
    private static final int LARGEST_PRIO = 0xffff;

    private final Commands commands;

    VirtCommands(Commands commands) {
        this.commands = commands;
    }

    Answer rule(List<String> words) throws ScriptError {
        commands.require("rule", Kind.VIRT);
        Words w = Words.read("rule", words, List.of("-srcIp", "-dstIp", "-srcMac", "-dstMac"), List.of());
        if (w.others().size() != 3) {
            throw new ScriptError(
                    "usage: rule in|out PRIO drop ?-srcIp SUBNET? ?-dstIp SUBNET? ?-srcMac MAC? ?-dstMac MAC?");
        }
        virt().rule(new Rule(
                direction("rule", w.others().get(0)),
                Values.integer("rule", w.others().get(1), 0, LARGEST_PRIO),
                action(w.others().get(2)),
                subnet("-srcIp", w),
                subnet("-dstIp", w),
                mac("-srcMac", w),
                mac("-dstMac", w)));
        return Answer.NOTHING;
    }

    Answer flushRules(List<String> words) throws ScriptError {
        commands.require("flushVr", Kind.VIRT);
        if (!words.isEmpty()) {
            throw new ScriptError("flushVr takes no arguments");
        }
        virt().clearRules();
        return Answer.NOTHING;
    }

    Answer rate(List<String> words) throws ScriptError {
        commands.require("rate", Kind.VIRT);
        Words w = Words.read("rate", words, List.of("-avg", "-burst", "-burstRate"), List.of());
        if (w.others().size() != 1) {
            throw new ScriptError("usage: rate in|out ?-avg SPEED -burst SIZE ?-burstRate SPEED??");
        }
        Rule.Direction direction = direction("rate", w.others().getFirst());
        Optional<Rate> rate = w.values().isEmpty() ? Optional.empty() : Optional.of(limit(w));
        switch (direction) {
            case IN -> rate.ifPresentOrElse(virt()::rateIn, virt()::clearRateIn);
            case OUT -> rate.ifPresentOrElse(virt()::rateOut, virt()::clearRateOut);
        }
        return Answer.NOTHING;
    }

    private static Rate limit(Words w) throws ScriptError {
        if (w.value("-avg").isEmpty() || w.value("-burst").isEmpty()) {
            throw new ScriptError("rate: a limit has -avg and -burst; with neither the limit is lifted");
        }
        Optional<Long> peak = w.value("-burstRate").isPresent()
                ? Optional.of(
                        Values.speed("rate -burstRate", w.value("-burstRate").get()))
                : Optional.empty();
        return new Rate(
                Values.speed("rate -avg", w.value("-avg").get()),
                Optional.of(Values.size("rate -burst", w.value("-burst").get())),
                peak);
    }

    private VirtDraft virt() {
        return commands.scope().virt().orElseThrow();
    }

    private static Rule.Direction direction(String command, String word) throws ScriptError {
        return switch (word) {
            case "in" -> Rule.Direction.IN;
            case "out" -> Rule.Direction.OUT;
            default -> throw new ScriptError(command + ": expected 'in' or 'out' instead of '" + word + "'");
        };
    }

    /** {@code accept} is ours. */
    private static Rule.Action action(String word) throws ScriptError {
        return switch (word) {
            case "drop" -> Rule.Action.DROP;
            case "accept" -> Rule.Action.ACCEPT;
            default -> throw new ScriptError("rule: the action is drop, not '" + word + "'");
        };
    }

    private static Optional<Subnet> subnet(String option, Words w) throws ScriptError {
        return w.value(option).isPresent()
                ? Optional.of(Values.subnet("rule " + option, w.value(option).get()))
                : Optional.empty();
    }

    private static Optional<MacAddress> mac(String option, Words w) throws ScriptError {
        return w.value(option).isPresent()
                ? Optional.of(Values.mac("rule " + option, w.value(option).get()))
                : Optional.empty();
    }
}
