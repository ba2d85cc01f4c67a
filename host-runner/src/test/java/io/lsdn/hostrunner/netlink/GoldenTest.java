package io.lsdn.hostrunner.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What we send is, byte for byte, what iproute2 sends for the command beside it (recorded by record-netlink-golden); only where
 * {@link #ALSO_SAID} says so iproute2 says something more, and the attributes are compared as sets.
 */
class GoldenTest {
    private static final Path CASES = Path.of("src/test/resources/netlink-golden");

    /** By case, paths of attributes that iproute2 sends besides: defaults, and rate tables that the kernel looks at no more. */
    private static final Map<String, Set<String>> ALSO_SAID = Map.of(
            "filter-remove", Set.of(".2"),
            "link-geneve", Set.of(".18.2.3", ".18.2.4", ".18.2.11"),
            "link-geneve-ipv6", Set.of(".18.2.3", ".18.2.4", ".18.2.11"),
            "link-geneve-external", Set.of(".18.2.1", ".18.2.3", ".18.2.4", ".18.2.11"),
            "qdisc-tbf", Set.of(".2.2"),
            "qdisc-tbf-peak", Set.of(".2.2", ".2.3"));

    private final Map<String, byte[]> ours = new TreeMap<>();

    GoldenTest() throws Exception {
        ours.putAll(new GoldenMessages().all());
        ours.putAll(new GoldenFilters().all());
    }

    @Test
    void every_case_is_tried_and_every_message_has_a_case() throws IOException {
        try (var folders = Files.list(CASES)) {
            assertEquals(
                    ours.keySet(),
                    new TreeSet<>(folders.map(f -> f.getFileName().toString()).toList()));
        }
    }

    @Test
    void we_send_what_iproute2_sends() throws IOException {
        var differing = new ArrayList<String>();
        for (var message : ours.entrySet()) {
            byte[] recorded = recorded(message.getKey());
            if (message.getKey().startsWith("qdisc-tbf")) {
                forgetCells(recorded);
            }
            byte[] sent = message.getValue().clone();
            // A batch asks for the acknowledgement of its last message only.
            MessageWriter.addFlags(sent, 0, MessageWriter.ACK);
            Set<String> also = ALSO_SAID.getOrDefault(message.getKey(), Set.of());
            String expected = also.isEmpty() ? HexFormat.of().formatHex(recorded) : AttributeTree.of(recorded, also);
            String actual = also.isEmpty() ? HexFormat.of().formatHex(sent) : AttributeTree.of(sent, Set.of());
            if (!expected.equals(actual)) {
                differing.add(message.getKey() + "\n iproute2 " + expected + "\n ours     " + actual);
            }
        }
        assertEquals(List.of(), differing);
    }

    /** Where {@code cell_log} and {@code cell_align} are, which tell how to read the rate tables. */
    private static void forgetCells(byte[] request) {
        for (int at : new int[] {52, 56, 57, 64, 68, 69}) {
            request[at] = 0;
        }
    }

    private static byte[] recorded(String name) throws IOException {
        return HexFormat.of()
                .parseHex(Files.readString(CASES.resolve(name).resolve("request.hex"))
                        .replaceAll("\\s", ""));
    }
}
