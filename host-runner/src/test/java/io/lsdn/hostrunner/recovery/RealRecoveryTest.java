package io.lsdn.hostrunner.recovery;

import io.lsdn.hostrunner.apply.Kernel;
import io.lsdn.hostrunner.fake.Topologies;
import io.lsdn.hostrunner.netlink.NetlinkKernel;
import io.lsdn.hostrunner.netlink.Netns;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** On the kernel of this machine, in a fresh network namespace a test. */
class RealRecoveryTest extends RecoveryContract {
    private static final List<String> INTERFACES =
            List.of("eth0", "eth1", "tap0", "tap1", "tap2", "tap3", "tap4", "tap5");

    @Override
    void with(Body body) throws Exception {
        Netns.callInNew(() -> {
            try (NetlinkKernel kernel = NetlinkKernel.open()) {
                var changes = new ArrayList<Change>();
                for (String name : INTERFACES) {
                    changes.add(Change.add(new Link(name, new LinkKind.Veth("peer-" + name), "")));
                    changes.add(Change.add(new LinkSetting.Up(name)));
                }
                for (Kernel.Outcome outcome : kernel.apply(changes)) {
                    if (outcome instanceof Kernel.Refused refused) {
                        throw new IllegalStateException(refused.message());
                    }
                }
                kernel.observe(Set.of());
                kernel.addAddress("eth0", Topologies.ip(0), 24);
                body.run(kernel);
            }
            return "";
        });
    }

    /** The technology that every kernel has. */
    @Override
    Topology random(Random random) {
        String[] taps = INTERFACES.stream()
                .filter(n -> n.startsWith("tap") && random.nextBoolean())
                .toArray(String[]::new);
        return Topologies.e2e(taps);
    }

    @Override
    int rounds() {
        return 3;
    }
}
