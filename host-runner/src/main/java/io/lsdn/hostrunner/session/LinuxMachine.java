package io.lsdn.hostrunner.session;

import io.lsdn.hostrunner.apply.Generations;
import io.lsdn.hostrunner.apply.Kernel;
import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.hostrunner.apply.KernelFeature;
import io.lsdn.hostrunner.diff.Surroundings;
import io.lsdn.hostrunner.netlink.KernelFeatures;
import io.lsdn.hostrunner.netlink.LockSocket;
import io.lsdn.hostrunner.netlink.Posix;
import io.lsdn.netmodel.wire.Codec;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.WireException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** This machine, as seen from this process's network namespace. */
final class LinuxMachine implements Machine {
    private static final String UNKNOWN = "unknown";

    private final Kernel kernel;
    private final Path directory;
    private final Posix.Uname uname = Posix.uname();

    /** @param directory {@code lsdn_dir} */
    LinuxMachine(Kernel kernel, Path directory) {
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
    public Generations generations(String context) {
        return new Generations(directory.resolve(context));
    }

    @Override
    public LockAttempt lock(String context, Holder holder) throws IOException {
        String words = Base64.getEncoder().encodeToString(new Codec().encode(holder, Holder.class));
        try {
            return switch (LockSocket.take("lsdn/" + context, words)) {
                case LockSocket.Taken(LockSocket lock) -> new Taken(lock::close);
                case LockSocket.Held held -> new Held(holder(held));
            };
        } catch (KernelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** A holder that is stopped cannot say who it is; then its process is all that is known. */
    private Holder holder(LockSocket.Held held) {
        try {
            if (held.description().isPresent()) {
                byte[] words = Base64.getDecoder().decode(held.description().get());
                return new Codec().decode(words, Holder.class);
            }
        } catch (WireException | IllegalArgumentException _) {
            // Of another version of ours, or none of ours: its words say nothing.
        }
        return new Holder(UNKNOWN, UNKNOWN, uname.node(), held.pid().orElse(0), UNKNOWN);
    }

    @Override
    public Optional<Holder> holder(String context) throws IOException {
        try {
            return LockSocket.holder("lsdn/" + context).map(this::holder);
        } catch (KernelException e) {
            throw new IOException(e.getMessage(), e);
        }
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
}
