package io.lsdn.hostrunner.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Ipv6Address;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetnsTest {
    private static Netns fresh() {
        return new Netns("lsdn-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
    }

    @Test
    void a_namespace_is_made_listed_by_iproute2_too_and_deleted() throws Exception {
        Namespaces.needRoot();
        Netns ns = fresh();
        ns.create();
        try {
            assertTrue(Netns.list().contains(ns));
            assertTrue(Namespaces.run("ip netns list").contains(ns.name()));
            assertEquals(
                    "lo",
                    Namespaces.run("ip netns exec " + ns.name() + " ls /sys/class/net")
                            .strip());
            assertThrows(FileAlreadyExistsException.class, ns::create);
        } finally {
            ns.delete();
        }
        assertFalse(ns.exists());
        assertThrows(NoSuchFileException.class, ns::delete);
        assertThrows(KernelException.class, () -> ns.call(() -> ""));
    }

    @Test
    void a_link_moves_and_gets_addresses_where_it_is() throws Exception {
        Namespaces.needRoot();
        Netns ns = fresh();
        ns.create();
        try {
            Namespaces.inNew(here -> {
                Namespaces.run("ip link add eth7 type veth peer name eth8");
                here.moveLink("eth8", ns);
                assertFalse(here.observe(Set.of()).link("eth8").isPresent());
                assertTrue(here.observe(Set.of()).link("eth7").isPresent());
            });
            ns.call(() -> {
                try (NetlinkKernel there = NetlinkKernel.open()) {
                    Namespaces.run("ip link add br0 type bridge");
                    var v4 = new Ipv4Address(0x0a010203);
                    var v6 = new Ipv6Address(0xfd01L << 48, 0x42);
                    there.addAddress("br0", v4, 25);
                    there.addAddress("br0", v6, 63);
                    var addresses =
                            there.observe(Set.of()).link("br0").orElseThrow().addresses();
                    assertEquals("10.1.2.0/25", String.valueOf(addresses.get(v4)));
                    assertEquals("fd01::/63", String.valueOf(addresses.get(v6)));
                    there.removeAddress("br0", v4, 25);
                    there.removeAddress("br0", v6, 63);
                    assertEquals(
                            Set.of(),
                            there.observe(Set.of())
                                    .link("br0")
                                    .orElseThrow()
                                    .addresses()
                                    .keySet());
                    assertThrows(KernelException.class, () -> there.removeAddress("br0", v4, 25));
                }
                return "";
            });
        } finally {
            ns.delete();
        }
    }
}
