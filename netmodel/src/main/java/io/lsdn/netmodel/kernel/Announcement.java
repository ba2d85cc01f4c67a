package io.lsdn.netmodel.kernel;

import io.lsdn.netmodel.topology.MacAddress;
import java.util.List;

/**
 * Where a virt is from now on, told to a net whose bridges learn: said in its name by every uplink, so that the other hosts
 * (and the switches between them) learn it anew, and noted in the bridge here.
 *
 * @param mac the virt's
 * @param port the link by which the virt is in the bridge here
 * @param uplinks the other ways out of that bridge
 */
public record Announcement(MacAddress mac, String port, List<String> uplinks) {
    public Announcement {
        uplinks = List.copyOf(uplinks);
    }
}
