package io.lsdn.hostrunner.session;

import io.lsdn.hostrunner.apply.ContextDirectory;
import io.lsdn.hostrunner.apply.ContextState;
import io.lsdn.hostrunner.apply.Kernel;
import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.hostrunner.apply.KernelFeature;
import io.lsdn.hostrunner.boot.BootDirectory;
import io.lsdn.hostrunner.boot.Programs;
import io.lsdn.hostrunner.boot.RunnerCommand;
import io.lsdn.hostrunner.boot.Systemd;
import io.lsdn.hostrunner.diff.Surroundings;
import io.lsdn.hostrunner.netlink.KernelFeatures;
import io.lsdn.hostrunner.netlink.Permission;
import io.lsdn.hostrunner.netlink.Posix;
import io.lsdn.netmodel.wire.Holder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** This machine, as seen from this process's network namespace. */
public final class LinuxMachine implements Machine {
    /** Of random(4): another one in every boot. */
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private static final Path ROOT = Path.of("/");

    private final Kernel kernel;
    private final Path directory;
    private final Posix.Uname uname = Posix.uname();

    /** @param directory {@code lsdn_dir} */
    public LinuxMachine(Kernel kernel, Path directory) {
        this.kernel = kernel;
        this.directory = directory;
    }

    @Override
    public String kernelRelease() {
        return uname.release();
    }

    @Override
    public String hostname() {
        return uname.node();
    }

    @Override
    public Kernel kernel() {
        return kernel;
    }

    @Override
    public ContextState state(String context) {
        return ContextState.in(files(context));
    }

    private ContextDirectory files(String context) {
        return new ContextDirectory(directory, context);
    }

    @Override
    public LockAttempt lock(String context, Holder holder) throws IOException {
        return new HostLock(context, files(context)).take(holder);
    }

    @Override
    public Optional<Holder> holder(String context) throws IOException {
        return new HostLock(context, files(context)).holder();
    }

    @Override
    public String bootId() throws IOException {
        return Files.readString(BOOT_ID, StandardCharsets.US_ASCII).strip();
    }

    @Override
    public boolean mayChangeNetwork() throws KernelException {
        return Permission.isGiven();
    }

    @Override
    public long bootMillis() {
        return Posix.sinceBoot().toMillis();
    }

    @Override
    public Set<KernelFeature> missing(Set<KernelFeature> wanted) throws KernelException {
        return KernelFeatures.missing(wanted);
    }

    @Override
    public Surroundings surroundings() {
        return new Surroundings(
                SshConnection.serverAddress(),
                ProcFiles.udpPorts(),
                ProcFiles.bridgeNetfilter(),
                ProcFiles.maxMemberships());
    }

    @Override
    public BootDirectory boot() {
        return new BootDirectory(directory, ROOT, RunnerCommand.mine());
    }

    @Override
    public Systemd systemd() {
        return new Systemd(
                ROOT, Programs.on(Optional.ofNullable(System.getenv("PATH")).orElse("")));
    }
}
