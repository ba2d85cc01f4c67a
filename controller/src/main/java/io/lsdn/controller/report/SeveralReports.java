package io.lsdn.controller.report;

import io.lsdn.controller.rollout.RolloutEvent;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.netmodel.topology.Topology;
import java.util.List;

/** One rollout, told to several: the terminal and a file. */
public record SeveralReports(List<Report> reports) implements Report {
    public SeveralReports {
        reports = List.copyOf(reports);
    }

    @Override
    public void on(RolloutEvent event) {
        reports.forEach(r -> r.on(event));
    }

    @Override
    public void play(String name, Topology topology) {
        reports.forEach(r -> r.play(name, topology));
    }

    @Override
    public void finished() {
        reports.forEach(Report::finished);
    }

    @Override
    public void ended(RolloutResult result) {
        reports.forEach(r -> r.ended(result));
    }

    @Override
    public void notBegun(RolloutResult result) {
        reports.forEach(r -> r.notBegun(result));
    }
}
