package io.lsdn.hostrunner.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.MacAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Filters in their thousands; for {@link CaseRunner}, on a kernel that has {@code flower}. */
final class LargeTableCases {
    /** The same 2,000 filters by us and by {@code tc -batch}; the figures are printed, for a person. */
    @Test
    void a_table_of_two_thousand_is_loaded_read_and_removed() throws Exception {
        var table = new ArrayList<KernelObject>();
        var commands = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            var mac = new MacAddress(0x020000000000L + i);
            table.add(FullKernelCases.filter(
                    FullKernelCases.BLOCK,
                    1,
                    5,
                    FullKernelCases.ALL,
                    FullKernelCases.toMac(mac.value()),
                    "0d",
                    new Action.TunnelKeySet(FullKernelCases.FOUR, new Ipv4Address(0x0a000000 + i % 40), 77, 6084),
                    new Action.Redirect("lsdn-g1")));
            commands.append("filter add block 4711 chain 1 pref 5 protocol all flower dst_mac ")
                    .append(mac)
                    .append(" action tunnel_key set src_ip 10.1.2.3 dst_ip ")
                    .append(new Ipv4Address(0x0a000000 + i % 40))
                    .append(" id 77 dst_port 6084 csum cookie 0d action mirred egress redirect dev lsdn-g1\n");
        }
        Path batch = Files.createTempFile("lsdn", ".tc");
        Files.writeString(batch, commands);
        try {
            for (int round = 0; round < 3; round++) {
                Namespaces.inNew(kernel -> {
                    RoundTrip.allDone(kernel.apply(RoundTrip.additions(FullKernelCases.places())));
                    long start = System.nanoTime();
                    RoundTrip.allDone(kernel.apply(RoundTrip.additions(table)));
                    long made = System.nanoTime();
                    Observation seen = kernel.observe(Set.of());
                    long read = System.nanoTime();
                    assertEquals(
                            2000,
                            seen.state().objects().values().stream()
                                    .filter(o -> o instanceof Filter)
                                    .count());
                    RoundTrip.allDone(kernel.apply(RoundTrip.undo(RoundTrip.additions(table))));
                    long gone = System.nanoTime();
                    System.out.println("figure: 2000 filters, us each: add " + (made - start) / 2_000_000 + " observe "
                            + (read - made) / 2_000_000 + " remove " + (gone - read) / 2_000_000);
                    long tc = System.nanoTime();
                    Namespaces.run("tc -batch " + batch);
                    System.out.println(
                            "figure: 2000 filters by tc -batch, us each: " + (System.nanoTime() - tc) / 2_000_000);
                });
            }
        } finally {
            Files.delete(batch);
        }
    }
}
