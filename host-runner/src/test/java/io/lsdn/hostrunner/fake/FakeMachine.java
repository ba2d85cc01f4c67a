package io.lsdn.hostrunner.fake;

import io.lsdn.hostrunner.apply.Generations;
import io.lsdn.hostrunner.apply.KernelFeature;
import io.lsdn.hostrunner.diff.Surroundings;
import io.lsdn.hostrunner.session.Machine;
import io.lsdn.netmodel.wire.Holder;
import java.nio.file.Path;
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

    public FakeMachine(FakeKernel kernel, Path directory) {
        this.kernel = kernel;
        this.directory = directory;
    }

    /** Its kernel is built without these. */
    public void lack(Set<KernelFeature> features) {
        missing = Set.copyOf(features);
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
    public Generations generations(String context) {
        return new Generations(directory.resolve(context));
    }

    @Override
    public LockAttempt lock(String context, Holder holder) {
        Holder other = locks.putIfAbsent(context, holder);
        return other == null ? new Taken(() -> locks.remove(context, holder)) : new Held(other);
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
}
