package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a rollout goes from its first barrier. */
sealed interface Turn {
    /** About the rollout as a whole. */
    List<Fault> warnings();

    /** It ends here, with nothing changed. */
    record End(RolloutOutcome outcome, Map<String, HostEnd> hosts, boolean locked, List<Fault> warnings)
            implements Turn {
        public End {
            hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
            warnings = List.copyOf(warnings);
        }
    }

    /** Every host can commit. */
    record Go(CommitPlan plan, List<Fault> warnings) implements Turn {
        public Go {
            warnings = List.copyOf(warnings);
        }
    }
}
