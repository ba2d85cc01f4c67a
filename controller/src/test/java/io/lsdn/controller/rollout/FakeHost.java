package io.lsdn.controller.rollout;

import io.lsdn.netmodel.compile.Compiler;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.ObjectKey;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Member;
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import io.lsdn.netmodel.wire.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A machine in memory. Time does not pass on it: a runner that lost its controller undoes, as by its timer, when the host has
 * been tried to be opened a few more times.
 */
final class FakeHost {
    private static final int OPENINGS_UNTIL_TIMER = 3;

    private final String name;
    private final Map<ObjectKey, KernelObject> kernel = new LinkedHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private Function<Request, Act> script = _ -> Act.OBEY;
    private String instance;
    private Optional<Holder> lock = Optional.empty();
    private Optional<Long> generation = Optional.empty();
    private List<Member> members = List.of();
    private final List<Reply.Recorded> past = new ArrayList<>();
    private Optional<Topology> confirmed = Optional.empty();
    private Optional<Fault> unreachable = Optional.empty();
    private Optional<FakeRunner> orphan = Optional.empty();
    private int openingsUntilTimer;
    private boolean cutOff;
    private int opened;
    private int reached;

    FakeHost(String name) {
        this.name = name;
        this.instance = "instance of " + name;
    }

    /** Every request is answered by what this says, until it says otherwise. */
    synchronized FakeHost script(Function<Request, Act> acts) {
        script = acts;
        return this;
    }

    /** The first request of a kind is answered by an act, all others by obeying. */
    synchronized FakeHost once(Class<? extends Request> kind, Act act) {
        var left = new ArrayList<>(List.of(act));
        script = r -> kind.isInstance(r) && !left.isEmpty() ? left.removeFirst() : Act.OBEY;
        return this;
    }

    synchronized FakeHost once(Stage stage, Act act) {
        var left = new ArrayList<>(List.of(act));
        script = r -> r.equals(new Request.Commit(stage)) && !left.isEmpty() ? left.removeFirst() : Act.OBEY;
        return this;
    }

    synchronized FakeHost unreachable() {
        unreachable = Optional.of(new Fault("connect-refused", "nothing listens at " + name, "start sshd"));
        return this;
    }

    synchronized FakeHost instance(String other) {
        instance = other;
        return this;
    }

    /** Somebody else holds the lock. */
    synchronized FakeHost lockedBy(Holder holder) {
        lock = Optional.of(holder);
        return this;
    }

    synchronized void unlock() {
        lock = Optional.empty();
    }

    /** As if a rollout had committed and confirmed this. */
    synchronized FakeHost holding(Topology topology, Set<String> claims, long number, List<Member> all) {
        kernel.clear();
        kernel.putAll(Compiler.compile(topology.slice(claims), claims).objects());
        confirm("01JC0000000000000000000000", topology.slice(claims), claims, number, all);
        return this;
    }

    /** Somebody removes something behind our back. */
    synchronized void lose() {
        kernel.remove(kernel.keySet().iterator().next());
    }

    synchronized KernelState kernel() {
        return new KernelState(kernel);
    }

    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    synchronized Optional<Long> generation() {
        return generation;
    }

    synchronized List<Member> members() {
        return members;
    }

    synchronized int opened() {
        return opened;
    }

    synchronized int reached() {
        return reached;
    }

    synchronized Optional<Holder> lock() {
        return lock;
    }

    synchronized Opening open() {
        opened++;
        passTime();
        return unreachable.or(this::cut).<Opening>map(Opening.Unreachable::new).orElseGet(() -> {
            var runner = new FakeRunner(this);
            Thread.ofVirtual().name("runner " + name).start(runner::run);
            return new Opening.Opened(runner);
        });
    }

    synchronized Optional<Fault> reach() {
        reached++;
        return unreachable.or(this::cut);
    }

    private Optional<Fault> cut() {
        return cutOff ? Optional.of(new Fault("connect-timeout", "no answer from " + name, "")) : Optional.empty();
    }

    private void passTime() {
        if (orphan.isPresent() && --openingsUntilTimer == 0) {
            cutOff = false;
            FakeRunner old = orphan.get();
            orphan = Optional.empty();
            old.end();
        }
    }

    synchronized void orphaned(FakeRunner runner, boolean cutsOff) {
        orphan = Optional.of(runner);
        openingsUntilTimer = OPENINGS_UNTIL_TIMER;
        cutOff = cutsOff;
    }

    synchronized Act act(Request request) {
        requests.add(
                request instanceof Request.Commit c
                        ? "Commit " + c.stage()
                        : request.getClass().getSimpleName());
        return script.apply(request);
    }

    synchronized String instance() {
        return instance;
    }

    synchronized Optional<Holder> take(Holder holder) {
        Optional<Holder> before = lock;
        lock = lock.or(() -> Optional.of(holder));
        return before;
    }

    synchronized void letGo(Holder holder) {
        lock = lock.filter(h -> !h.equals(holder));
    }

    /** Adds are made, replacements switched, removals broken. */
    synchronized List<PlannedChange> diff(Topology slice, Set<String> claims) {
        Map<ObjectKey, KernelObject> desired =
                new LinkedHashMap<>(Compiler.compile(slice, claims).objects());
        var plan = new ArrayList<PlannedChange>();
        desired.forEach((key, wanted) -> Optional.ofNullable(kernel.get(key))
                .ifPresentOrElse(
                        is -> {
                            if (!is.equals(wanted)) {
                                plan.add(new PlannedChange(Stage.SWITCH, Change.replace(is, wanted)));
                            }
                        },
                        () -> plan.add(new PlannedChange(Stage.MAKE, Change.add(wanted)))));
        kernel.forEach((key, is) -> {
            if (!desired.containsKey(key)) {
                plan.add(new PlannedChange(Stage.BREAK, Change.remove(is)));
            }
        });
        return plan;
    }

    synchronized void apply(List<Change> changes) {
        for (Change c : changes) {
            kernel.remove(c.key());
            c.after().ifPresent(o -> kernel.put(o.key(), o));
        }
    }

    synchronized void confirm(String rollout, Topology slice, Set<String> claims, long number, List<Member> all) {
        past.addFirst(new Reply.Recorded(Optional.of(number), Optional.of(rollout), slice, claims, all));
        confirmed = Optional.of(slice);
        generation = Optional.of(number);
        members = List.copyOf(all);
    }

    synchronized Reply.Recorded recorded(String context, long upTo) {
        return past.stream()
                .filter(r -> r.generation().orElse(0L) <= upTo)
                .findFirst()
                .orElse(new Reply.Recorded(
                        Optional.empty(), Optional.empty(), Topology.empty(context), Set.of(), List.of()));
    }

    synchronized boolean isConfirmed(Topology slice) {
        return confirmed.map(slice::equals).orElse(slice.nets().isEmpty());
    }
}
