package io.lsdn.hostrunner.fake;

import io.lsdn.hostrunner.apply.ContextDirectory;
import io.lsdn.hostrunner.apply.ContextState;
import io.lsdn.hostrunner.apply.KernelFeature;
import io.lsdn.hostrunner.boot.BootDirectory;
import io.lsdn.hostrunner.boot.Programs;
import io.lsdn.hostrunner.boot.RunnerCommand;
import io.lsdn.hostrunner.boot.Systemd;
import io.lsdn.hostrunner.diff.Surroundings;
import io.lsdn.hostrunner.session.Machine;
import io.lsdn.netmodel.wire.Holder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** A machine in memory, but for its state directory. Sessions on one of these see the same locks, kernel and state. */
public final class FakeMachine implements Machine {
    private final FakeKernel kernel;
    private final Path directory;
    private final Map<String, Holder> locks = new ConcurrentHashMap<>();
    private volatile Set<KernelFeature> missing = Set.of();
    private final AtomicLong offset = new AtomicLong();
    private volatile Optional<RunnerCommand> runner = Optional.empty();
    private volatile String bootId = "boot-1";

    public FakeMachine(FakeKernel kernel, Path directory) {
        this.kernel = kernel;
        this.directory = directory;
    }

    /** Its kernel is built without these. */
    public void lack(Set<KernelFeature> features) {
        missing = Set.copyOf(features);
    }

    /** It is started anew: what its kernel held is for the caller to take away. */
    public void boot(String id) {
        locks.clear();
        bootId = id;
    }

    /** Lets time pass at once. */
    public void advance(long millis) {
        offset.addAndGet(millis);
    }

    @Override
    public String kernelRelease() {
        return "6.1.0-fake";
    }

    @Override
    public String hostname() {
        return "fake";
    }

    @Override
    public FakeKernel kernel() {
        return kernel;
    }

    @Override
    public ContextState state(String context) {
        return ContextState.in(new ContextDirectory(directory, context));
    }

    @Override
    public String bootId() {
        return bootId;
    }

    @Override
    public boolean mayChangeNetwork() {
        return true;
    }

    @Override
    public LockAttempt lock(String context, Holder holder) {
        Holder other = locks.putIfAbsent(context, holder);
        return other == null ? new Taken(new Taking(context, holder)) : new Held(other);
    }

    private final class Taking implements Lock {
        private final String context;
        private final Holder holder;

        Taking(String context, Holder holder) {
            this.context = context;
            this.holder = holder;
        }

        @Override
        public void until(long bootMillis) {
            // Nobody here is stopped.
        }

        @Override
        public void close() {
            locks.remove(context, holder);
        }
    }

    @Override
    public Optional<Holder> holder(String context) {
        return Optional.ofNullable(locks.get(context));
    }

    @Override
    public long bootMillis() {
        return System.nanoTime() / 1_000_000 + offset.get();
    }

    @Override
    public Set<KernelFeature> missing(Set<KernelFeature> wanted) {
        return wanted.stream().filter(missing::contains).collect(Collectors.toSet());
    }

    @Override
    public Surroundings surroundings() {
        return new Surroundings(Optional.empty(), Set.of(), false, 20);
    }

    /** Its root, with what systemd and udev have there, is {@link #root}. */
    @Override
    public BootDirectory boot() {
        return new BootDirectory(directory, root(), runner);
    }

    @Override
    public Systemd systemd() {
        return new Systemd(root(), new Programs(List.of(root().resolve("bin"))));
    }

    /** Beside its state. */
    public Path root() {
        return directory.resolveSibling("root");
    }

    /** How its runner was started. */
    public void runBy(RunnerCommand command) {
        runner = Optional.of(command);
    }
}
