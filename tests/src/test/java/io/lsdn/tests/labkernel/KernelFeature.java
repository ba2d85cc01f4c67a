package io.lsdn.tests.labkernel;

import io.lsdn.tests.lab.RootShell;
import java.util.List;

/** What a kernel may lack, and how to see that: a command that succeeds in an empty network namespace where it is there. */
public enum KernelFeature {
    FLOWER("tc filter add dev lo ingress flower action pass"),
    MATCHALL("tc filter add dev lo ingress matchall action pass"),
    TUNNEL_KEY("tc filter add dev lo ingress u32 match u32 0 0 action tunnel_key unset"),
    GENEVE("ip link add g0 type geneve external"),
    VLAN("ip link add d0 type dummy || ip link add d0 type bridge; ip link add link d0 name d0.5 type vlan id 5"),
    VXLAN("ip link add v0 type vxlan external dstport 4789"),
    BRIDGE("ip link add b0 type bridge"),
    HTB("tc qdisc add dev lo root htb"),
    TBF("tc qdisc add dev lo root tbf rate 1mbit burst 10kb latency 10ms");

    private final String trial;

    KernelFeature(String trial) {
        this.trial = trial;
    }

    /** Whether this machine's kernel has it. */
    public boolean isHere() {
        String command = "exec unshare -n sh -c " + RootShell.quote("tc qdisc add dev lo clsact; " + trial);
        return RootShell.local().run(command, "").succeeded();
    }

    /** What of these this machine's kernel lacks. */
    public static List<KernelFeature> missingHere(List<KernelFeature> needed) {
        return needed.stream().filter(feature -> !feature.isHere()).toList();
    }
}
