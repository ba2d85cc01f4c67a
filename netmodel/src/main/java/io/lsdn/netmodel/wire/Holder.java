package io.lsdn.netmodel.wire;

/**
 * Who holds a lock.
 *
 * @param rollout its ULID; of two, the smaller is the older rollout
 * @param user who started it
 * @param host where the controller runs
 * @param pid the controller's process there
 * @param since ISO 8601, UTC
 */
public record Holder(String rollout, String user, String host, long pid, String since) {
    @Override
    public String toString() {
        return user + "@" + host + " (pid " + pid + "), rollout " + rollout + ", since " + since;
    }
}
