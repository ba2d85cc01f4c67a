package io.lsdn.hostrunner.local;

import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Topology;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An attachment to a phys that this machine is.
 *
 * @param net as it is, or was
 */
record Carried(Net net, Phys phys) {
    /** What makes it the same one in another state of the model. A net of other settings is another one. */
    record Name(String context, String net, String settings, String phys) {}

    /** Those of a model, in its order. */
    static Map<Name, Carried> of(Topology topology, Set<String> claimed) {
        var all = new LinkedHashMap<Name, Carried>();
        for (Net net : topology.nets().values()) {
            for (String phys : net.attach()) {
                if (claimed.contains(phys)) {
                    all.put(
                            new Name(topology.context(), net.name(), net.settings(), phys),
                            new Carried(net, topology.phys(phys)));
                }
            }
        }
        return all;
    }

    @Override
    public String toString() {
        return "net " + net.name() + " on phys " + phys.name();
    }
}
