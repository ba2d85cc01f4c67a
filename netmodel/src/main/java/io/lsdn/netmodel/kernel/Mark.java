package io.lsdn.netmodel.kernel;

import java.util.Optional;

/**
 * The alias by which a link is known as ours.
 *
 * @param context whose it is
 * @param object what it is in the model, for a person
 */
public record Mark(String context, String object) {
    private static final String PREFIX = "lsdn:";

    /** {@code lsdn:CONTEXT:OBJECT}, at most 255 bytes (IFALIASZ - 1). */
    public String alias() {
        return PREFIX + context + ":" + object;
    }

    /** @return empty if the alias is not one of ours */
    public static Optional<Mark> ofAlias(String alias) {
        int colon = alias.indexOf(':', PREFIX.length());
        return alias.startsWith(PREFIX) && colon > 0
                ? Optional.of(new Mark(alias.substring(PREFIX.length(), colon), alias.substring(colon + 1)))
                : Optional.empty();
    }
}
