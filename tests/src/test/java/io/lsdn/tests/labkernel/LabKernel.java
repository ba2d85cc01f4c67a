package io.lsdn.tests.labkernel;

import io.lsdn.tests.lab.HeldProcess;
import io.lsdn.tests.lab.LabDirectory;
import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.NetnsLab;
import io.lsdn.tests.lab.RemoteRoot;
import java.time.Duration;
import java.util.List;

/** A lab inside Debian's full kernel, booted in qemu; its hosts' sshds are reached through forwarded ports on 127.0.0.1. */
public final class LabKernel extends NetnsLab {
    /** With time to fetch the kernel, the first time. */
    private static final Duration UP = Duration.ofMinutes(5);

    private final HeldProcess qemu;
    private final RemoteRoot control;

    private LabKernel(List<LabHost> hosts, LabDirectory directory, HeldProcess qemu, RemoteRoot control) {
        super(hosts, directory, control.shell(), "");
        this.qemu = qemu;
        this.control = control;
    }

    /** Boots it; an {@link IllegalStateException} with the end of the guest's console if that fails. */
    public static LabKernel boot(LabSpec spec) {
        LabDirectory directory = LabDirectory.create();
        GuestNetwork network = GuestNetwork.plan(spec, directory);
        HeldProcess qemu = directory.hold(UP, "boot");
        try {
            return new LabKernel(
                    network.hosts(), directory, qemu, RemoteRoot.connect(directory, network.controlPort()));
        } catch (RuntimeException e) {
            qemu.close();
            throw e;
        }
    }

    /** The process id of its qemu. */
    public long qemuPid() {
        return Long.parseLong(qemu.readyLine().substring("ready ".length()));
    }

    @Override
    public void close() {
        control.close();
        qemu.close();
    }
}
