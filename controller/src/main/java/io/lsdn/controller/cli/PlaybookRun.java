package io.lsdn.controller.cli;

import io.lsdn.controller.report.Lines;
import io.lsdn.controller.rollout.Expected;
import io.lsdn.controller.rollout.HostOutcome;
import io.lsdn.controller.rollout.HostResult;
import io.lsdn.controller.rollout.RolloutListener;
import io.lsdn.controller.rollout.RolloutOutcome;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.controller.rollout.RolloutSettings;
import io.lsdn.controller.rollout.TaskFaults;
import io.lsdn.controller.tasks.PlayTasks;
import io.lsdn.netmodel.diagnostic.DiagnosticPrinter;
import io.lsdn.netmodel.wire.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Carries out plays, one after the other, until one fails. */
final class PlaybookRun {
    /** If several apply, the first (contract.md). */
    private static final List<Integer> PRECEDENCE = List.of(6, 99, 7, 3, 2, 8);

    private final Surroundings surroundings;
    private final Path directory;
    private final Recorder recorder;
    private final Function<ReadyPlay, RolloutSettings> settings;
    private final OutputOptions.Reporting reporting;
    private final Lines late;
    private final boolean detailed;

    /** Makes the recorded rollout of a play. */
    interface Recorder {
        RecordedRollout of(ReadyPlay play, RolloutSettings settings);
    }

    /**
     * @param directory where tasks on the controller run
     * @param settings made when the play's turn has come: its id is its age
     * @param late shows the tasks that are run when everything else has ended
     */
    PlaybookRun(
            Surroundings surroundings,
            Path directory,
            Recorder recorder,
            Function<ReadyPlay, RolloutSettings> settings,
            OutputOptions.Reporting reporting,
            Lines late,
            boolean detailed) {
        this.surroundings = surroundings;
        this.directory = directory;
        this.recorder = recorder;
        this.settings = settings;
        this.reporting = reporting;
        this.late = late;
        this.detailed = detailed;
    }

    int run(List<ReadyPlay> plays) {
        var codes = new ArrayList<Integer>();
        for (ReadyPlay play : plays) {
            if (plays.size() > 1) {
                reporting.report().play(play.name(), play.loaded().topology());
                reporting.progress().reopen();
            }
            if (play.hosts().isEmpty()) {
                surroundings.err().println("lsdn-deploy: play " + play.name() + " is skipped: it has no hosts");
            } else if (!goesOn(play, codes)) {
                break;
            }
        }
        reporting.progress().close();
        if (plays.size() > 1) {
            reporting.report().finished();
        }
        return PRECEDENCE.stream()
                .filter(codes::contains)
                .findFirst()
                .orElseGet(() -> codes.stream().max(Integer::compare).orElse(0));
    }

    /** @return whether the next play may follow */
    private boolean goesOn(ReadyPlay play, List<Integer> codes) {
        RolloutSettings how = settings.apply(play);
        RecordedRollout.End end = recorder.of(play, how)
                .perform(
                        new RecordedRollout.Order.Roll(
                                play.participants().withoutProblems(),
                                Expected.ANYTHING,
                                tasks(play, how, reporting.report())),
                        reporting);
        codes.add(end.exit(detailed));
        Optional<RolloutResult> result = end.told();
        if (how.check()) {
            return result.filter(RolloutResult::interrupted).isEmpty();
        }
        result.filter(r -> !isGood(r)).ifPresent(r -> afterFailure(play, how, r));
        return result.filter(r -> isGood(r) || r.outcome() == RolloutOutcome.PARTIAL)
                .isPresent();
    }

    private static boolean isGood(RolloutResult result) {
        return switch (result.outcome()) {
            case COMMITTED, UNCHANGED, CHECKED -> true;
            case ROLLED_BACK, FAILED, PARTIAL, ROLLBACK_INCOMPLETE -> false;
        };
    }

    private PlayTasks tasks(ReadyPlay play, RolloutSettings how, RolloutListener listener) {
        return new PlayTasks(play.commands(), directory, play.access(), Gates.connector(), how.forks(), listener);
    }

    /** On every host that can be reached and takes part. What fails there is only said. */
    private void afterFailure(ReadyPlay play, RolloutSettings how, RolloutResult result) {
        List<String> claimants = play.claimants();
        List<String> hosts = result.hosts().values().stream()
                .filter(h -> h.outcome() != HostOutcome.UNREACHABLE)
                .filter(h -> h.outcome() != HostOutcome.SKIPPED || claimants.contains(h.host()))
                .map(HostResult::host)
                .toList();
        PlayTasks tasks = tasks(play, how, late);
        TaskFaults faults;
        try (var _ = surroundings.interrupts().during(tasks::interrupt)) {
            faults = tasks.afterFailure(result, hosts);
        }
        faults.general().forEach(f -> warn("", f));
        faults.hosts().forEach((host, f) -> warn(host + ": ", f));
    }

    private void warn(String who, Fault fault) {
        surroundings.err().println("lsdn-deploy: warning: " + DiagnosticPrinter.oneLine(who + fault.message()));
    }
}
