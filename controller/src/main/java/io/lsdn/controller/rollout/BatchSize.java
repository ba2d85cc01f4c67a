package io.lsdn.controller.rollout;

/** How many hosts a batch has: an item of {@code serial}. */
public sealed interface BatchSize {
    /** @param hosts 0 means all that are left, as with Ansible */
    record Count(int hosts) implements BatchSize {
        public Count {
            notNegative(hosts);
        }
    }

    /** Of all hosts that take part, not of those that are left. */
    record Percent(int percent) implements BatchSize {
        public Percent {
            notNegative(percent);
        }
    }

    /**
     * As Ansible counts ({@code ansible.utils.helpers.pct_to_int}): rounded down, at least one.
     *
     * @param total hosts that take part
     * @return 0 for all that are left
     */
    default int of(int total) {
        return switch (this) {
            case Count(int hosts) -> hosts;
            // In this order and in floating point: 29 % of 100 are 28 there, too.
            case Percent(int percent) -> Math.max(1, (int) ((percent / 100.0) * total));
        };
    }

    private static void notNegative(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("a batch of " + n);
        }
    }
}
