package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.topology.Settings;
import java.util.List;
import java.util.Optional;

/** {@code vxlan/mcast}: what has no known place goes to the group, by the underlay interface. */
final class VxlanMcast {
    private VxlanMcast() {}

    static List<KernelObject> compile(Attachment a, Settings.VxlanMcast s) {
        return VxlanBridged.compile(
                a,
                s,
                new LinkKind.Vxlan(
                        a.net().vid(),
                        Optional.of(a.ip()),
                        Optional.of(s.mcastIp()),
                        Optional.of(a.underlay()),
                        s.port(),
                        true));
    }
}
