package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.FdbEntry;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code vxlan/e2e}: what has no known place goes to every other phys of the net, by all-zero FDB entries. */
final class VxlanE2e {
    private VxlanE2e() {}

    static List<KernelObject> compile(Attachment a, Settings.VxlanE2e s) {
        var device = new LinkKind.Vxlan(
                a.net().vid(), Optional.of(a.ip()), Optional.empty(), Optional.empty(), s.port(), true);
        var objects = new ArrayList<>(VxlanBridged.compile(a, s, device));
        for (IpAddress remote : a.remotes()) {
            objects.add(new FdbEntry(VxlanBridged.tunnel(a, s), FdbEntry.DEFAULT_MAC, Optional.of(remote)));
        }
        return objects;
    }
}
