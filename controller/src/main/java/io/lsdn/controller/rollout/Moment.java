package io.lsdn.controller.rollout;

import java.util.List;

/**
 * Where a rollout is when tasks are run.
 *
 * @param batch from 1
 * @param batches how many there are
 * @param hosts of the batch, without those that failed
 * @param soFar how it would be told now: {@code checked} is who is prepared and not changed yet
 */
public record Moment(int batch, int batches, List<String> hosts, RolloutResult soFar) {
    public Moment {
        hosts = List.copyOf(hosts);
    }
}
