package io.lsdn.netmodel.wire;

import java.util.List;
import java.util.Optional;

/**
 * How a session brought an unfinished transaction of an earlier one to its end, before anything else.
 *
 * @param whose it was; empty if the journal could not be read
 * @param target what the host was brought to
 * @param generation the confirmed generation that was built, for {@link Target#GENERATION}
 * @param missing the interfaces of others that are not there any more, or that others use now, so what was set on them was left out
 * @param left what could not be brought back, object by object; empty if all could
 */
public record Recovery(
        Optional<Holder> whose, Target target, Optional<Long> generation, List<String> missing, List<String> left) {
    public Recovery {
        missing = List.copyOf(missing);
        left = List.copyOf(left);
    }

    /** What a host is brought to. */
    public enum Target {
        /** Where it was when the transaction began. */
        BEFORE,
        /** Its last confirmed generation: the machine was started anew since, or the journal can not be read. */
        GENERATION,
        /** None of our objects, as there is no confirmed generation. */
        NOTHING
    }
}
