package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.KernelObject;
import java.util.ArrayList;
import java.util.List;

/** {@code direct}: a bridge over the underlay interface and the virts. */
final class Direct {
    private Direct() {}

    static List<KernelObject> compile(Attachment a) {
        // The underlay interface is in one bridge at most, so its name is enough, over all contexts.
        String bridge = a.names().name('d', a.underlay());
        var objects = new ArrayList<>(Bridged.bridge(a, bridge));
        objects.addAll(Bridged.port(a.underlay(), bridge));
        objects.addAll(Bridged.virts(a, bridge));
        return objects;
    }
}
