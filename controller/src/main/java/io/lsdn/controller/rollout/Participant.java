package io.lsdn.controller.rollout;

import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Codec;
import io.lsdn.netmodel.wire.Member;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A host that is contacted.
 *
 * @param host its inventory name
 * @param address where it is reached, for people
 * @param claims the physes that it is
 * @param slice what it should hold
 * @param bystander it claims no phys of what is rolled out, so it matters only if it turns out to have left
 */
public record Participant(String host, String address, Set<String> claims, Topology slice, boolean bystander) {
    public Participant {
        claims = Collections.unmodifiableSet(new LinkedHashSet<>(claims));
    }

    /** With what it should hold. */
    Member member() {
        return new Member(host, claims, address, Optional.of(digest()));
    }

    private record Content(Topology slice, Set<String> claims) {}

    /** SHA-256 of what it should hold, hexadecimal. */
    String digest() {
        try {
            byte[] content = new Codec().encode(new Content(slice, claims), Content.class);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
