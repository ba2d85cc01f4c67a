package io.lsdn.hostrunner.apply;

import io.lsdn.hostrunner.netlink.NetlinkKernel;
import io.lsdn.hostrunner.netlink.Netns;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import java.util.List;
import java.util.Set;

/** The same contract, kept by the kernel of this machine, in a fresh network namespace a test. */
class RealKernelTest extends KernelContract {
    @Override
    void with(Body body) throws Exception {
        Netns.callInNew(() -> {
            try (NetlinkKernel kernel = NetlinkKernel.open()) {
                kernel.apply(List.of(
                        Change.add(new Link("tap0", new LinkKind.Veth("peer"), "")),
                        Change.add(new LinkSetting.Up("tap0"))));
                kernel.observe(Set.of());
                body.run(kernel);
            }
            return "";
        });
    }
}
