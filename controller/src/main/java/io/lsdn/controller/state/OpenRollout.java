package io.lsdn.controller.state;

import io.lsdn.controller.rollout.Decision;
import java.util.Optional;

/**
 * A rollout that has not come to its end: its controller died, or a host could not be brought to where it belongs.
 *
 * @param entry its hosts are those that may not be where they belong
 * @param decision if it was taken, the only way is forward
 */
public record OpenRollout(RolloutEntry entry, Optional<Decision> decision) {
    public String id() {
        return entry.holder().rollout();
    }
}
