package io.lsdn.hostrunner.apply;

import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Codec;
import io.lsdn.netmodel.wire.Member;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * One confirmed commit of a context on this host.
 *
 * @param number over the play; only grows
 * @param rollout whose it was (ULID)
 * @param time of the confirmation, ISO 8601 UTC
 * @param slice what was committed
 * @param claimed the physes that this host was
 * @param members who took part
 * @param originals what to restore on others' interfaces
 */
public record Generation(
        long number,
        String rollout,
        String time,
        Topology slice,
        Set<String> claimed,
        List<Member> members,
        List<Original> originals) {
    /** Whether this host was left holding anything. */
    public boolean isEmpty() {
        return slice.nets().isEmpty();
    }

    /** The same, on interfaces that were otherwise before us. */
    public Generation withOriginals(List<Original> other) {
        return new Generation(number, rollout, time, slice, claimed, members, other);
    }

    /** SHA-256 of slice and claim, hexadecimal: equal for equal content, in whatever order it was written. */
    public static String digest(Topology slice, Set<String> claimed) {
        record Content(Topology slice, Set<String> claimed) {}
        try {
            byte[] bytes = new Codec().encode(new Content(slice, claimed), Content.class);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public String digest() {
        return digest(slice, claimed);
    }
}
