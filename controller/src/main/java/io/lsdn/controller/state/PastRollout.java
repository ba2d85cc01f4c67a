package io.lsdn.controller.state;

import io.lsdn.netmodel.wire.Holder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A rollout that was made from here.
 *
 * @param holder who ran it, since when, and its ULID
 * @param generation what was decided; empty if nothing was
 * @param outcome the word; empty if it is not finished
 * @param millis how long it took, if it is finished
 * @param hosts the outcome of each; empty as long as there is none
 * @param open whether something is left to be resumed
 */
public record PastRollout(
        Holder holder,
        String context,
        String command,
        Optional<String> digest,
        Optional<Long> generation,
        Optional<String> outcome,
        Optional<Long> millis,
        Map<String, Optional<String>> hosts,
        boolean open) {
    public PastRollout {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    }
}
