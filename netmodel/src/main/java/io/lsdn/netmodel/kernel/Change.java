package io.lsdn.netmodel.kernel;

import java.util.Optional;

/**
 * One step from one kernel state to another: add (no {@code before}), remove (no {@code after}) or replace. Its undo is
 * the same change turned round, so it is known before anything is touched.
 */
public record Change(Optional<KernelObject> before, Optional<KernelObject> after) {
    public Change {
        if (before.isEmpty() && after.isEmpty()) {
            throw new IllegalArgumentException("a change from nothing to nothing");
        }
        if (before.isPresent()
                && after.isPresent()
                && !before.get().key().equals(after.get().key())) {
            throw new IllegalArgumentException(
                    "a change of " + before.get().key() + " into " + after.get().key());
        }
    }

    public static Change add(KernelObject o) {
        return new Change(Optional.empty(), Optional.of(o));
    }

    public static Change remove(KernelObject o) {
        return new Change(Optional.of(o), Optional.empty());
    }

    public static Change replace(KernelObject before, KernelObject after) {
        return new Change(Optional.of(before), Optional.of(after));
    }

    public ObjectKey key() {
        return after.or(() -> before).orElseThrow().key();
    }

    public Change undo() {
        return new Change(after, before);
    }

    /** Which of the three it is. */
    public Kind kind() {
        return before.isEmpty() ? Kind.ADD : after.isEmpty() ? Kind.REMOVE : Kind.REPLACE;
    }

    /** The kinds, with the sign that a diff shows. */
    public enum Kind {
        ADD('+'),
        REPLACE('~'),
        REMOVE('-');

        private final char sign;

        Kind(char sign) {
            this.sign = sign;
        }

        public char sign() {
            return sign;
        }
    }
}
