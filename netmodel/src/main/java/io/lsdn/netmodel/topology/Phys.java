package io.lsdn.netmodel.topology;

import java.util.Optional;

/**
 * A physical machine's underlay interface.
 *
 * @param interfaceName the interface ({@code if}); needed by direct, vlan and vxlan/mcast
 * @param ip the underlay address; needed by every tunnel
 */
public record Phys(String name, Optional<String> interfaceName, Optional<IpAddress> ip) {}
