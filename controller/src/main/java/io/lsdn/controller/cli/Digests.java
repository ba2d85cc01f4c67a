package io.lsdn.controller.cli;

import io.lsdn.controller.rollout.Participants;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Codec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What identifies the content of a rollout. */
final class Digests {
    private Digests() {}

    /** Of a map, for the codec. */
    private record Content(Map<String, Topology> slices) {}

    /** SHA-256 of what each host should hold, hexadecimal: a rollback to a generation has that generation's digest. */
    static String of(Participants participants) {
        var slices = new TreeMap<String, Topology>();
        Stream.concat(participants.inside().stream(), participants.outside().stream())
                .filter(p -> !p.slice().nets().isEmpty())
                .forEach(p -> slices.put(p.host(), p.slice()));
        try {
            byte[] bytes = new Codec().encode(new Content(slices), Content.class);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
