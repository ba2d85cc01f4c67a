package io.lsdn.hostrunner.fake;

import io.lsdn.hostrunner.apply.Kernel;
import io.lsdn.hostrunner.apply.LinkFacts;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.Announcement;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.FdbEntry;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.kernel.ObjectKey;
import io.lsdn.netmodel.kernel.Qdisc;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Subnet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A kernel of maps, for speed and for refusals that a real one cannot be made to show. Held to the real one by {@code
 * KernelContract}. Safe for several threads.
 */
public final class FakeKernel implements Kernel {
    private static final int ENOENT = 2;
    private static final int EEXIST = 17;
    private static final int ENODEV = 19;
    private static final int EPERM = 1;

    private record Iface(int index, Optional<Link> ours, Map<IpAddress, Subnet> addresses) {}

    private final Map<String, Iface> links = new LinkedHashMap<>();
    private final Map<ObjectKey, KernelObject> objects = new LinkedHashMap<>();
    private final List<Change> log = new ArrayList<>();
    private final List<Announcement> announced = new ArrayList<>();
    private Predicate<Change> refusal = _ -> false;
    private int lastIndex = 1;

    /** An interface that is not ours: up, in no bridge. */
    public synchronized FakeKernel withInterface(String name, IpAddress... addresses) {
        var map = new LinkedHashMap<IpAddress, Subnet>();
        for (IpAddress a : addresses) {
            map.put(a, new Subnet(a, a.bits() - 8));
        }
        make(name, Optional.empty(), map);
        objects.put(new LinkSetting.Up(name).key(), new LinkSetting.Up(name));
        return this;
    }

    /** Changes for which this holds are refused from now on. */
    public synchronized void refuse(Predicate<Change> which) {
        refusal = which;
    }

    /** All changes that were done, in their order. */
    public synchronized List<Change> log() {
        return List.copyOf(log);
    }

    /** What can be compared before and after: all but what the kernel chose. */
    public synchronized KernelState snapshot() {
        return new KernelState(objects);
    }

    private void make(String name, Optional<Link> ours, Map<IpAddress, Subnet> addresses) {
        links.put(name, new Iface(++lastIndex, ours, addresses));
        ours.ifPresent(l -> objects.put(l.key(), l));
        put(new LinkSetting.AddrGenMode(name, 0));
        put(new LinkSetting.Mtu(name, 1500));
    }

    private void put(KernelObject o) {
        objects.put(o.key(), o);
    }

    @Override
    public synchronized Observation observe(Set<String> foreign) {
        var facts = new LinkedHashMap<String, LinkFacts>();
        links.forEach((name, i) -> facts.put(name, facts(name, i)));
        return new Observation(facts, new KernelState(objects), true);
    }

    private LinkFacts facts(String name, Iface i) {
        var attributes = new LinkedHashMap<String, String>();
        if (i.ours().map(Link::kind).orElse(new LinkKind.Bridge(false)) instanceof LinkKind.Vxlan v) {
            attributes.put("id", String.valueOf(v.vni()));
            attributes.put("dstport", String.valueOf(v.port()));
        }
        Optional<String> master = Optional.ofNullable(
                        objects.get(new ObjectKey.OfSetting(name, LinkSetting.Attribute.MASTER)))
                .map(m -> ((LinkSetting.Master) m).bridge());
        boolean up = objects.containsKey(new ObjectKey.OfSetting(name, LinkSetting.Attribute.UP));
        return new LinkFacts(
                name,
                i.index(),
                i.ours().map(l -> l.kind().word()),
                i.ours().map(Link::alias),
                Optional.empty(),
                1500,
                up,
                master,
                i.addresses(),
                attributes);
    }

    @Override
    public synchronized List<Outcome> apply(List<Change> changes) {
        return changes.stream().map(this::apply).toList();
    }

    @Override
    public synchronized List<String> announce(List<Announcement> some) {
        announced.addAll(some);
        return List.of();
    }

    /** What was announced, in its order. */
    public synchronized List<Announcement> announced() {
        return List.copyOf(announced);
    }

    private Outcome apply(Change change) {
        if (refusal.test(change)) {
            return new Refused(EPERM, "EPERM (Operation not permitted)");
        }
        Outcome outcome = switch (change.kind()) {
            case ADD -> add(change.after().orElseThrow());
            case REPLACE -> replace(change.after().orElseThrow());
            case REMOVE -> remove(change.before().orElseThrow());
        };
        if (outcome instanceof Done) {
            log.add(change);
        }
        return outcome;
    }

    private Outcome add(KernelObject o) {
        if (o instanceof Link l) {
            if (links.containsKey(l.name()) || vniTaken(l)) {
                return new Refused(EEXIST, "EEXIST (File exists)");
            }
            make(l.name(), Optional.of(l), Map.of());
            return new Done();
        }
        return replace(o);
    }

    private boolean vniTaken(Link l) {
        boolean excluded = objects.values().stream()
                .anyMatch(o -> o instanceof Link other && l.kind().excludes(other.kind()));
        return excluded
                || l.kind() instanceof LinkKind.Vxlan v
                        && objects.values().stream()
                                .anyMatch(o -> o instanceof Link other
                                        && other.kind() instanceof LinkKind.Vxlan w
                                        && w.vni() == v.vni()
                                        && w.port() == v.port());
    }

    private Outcome replace(KernelObject o) {
        boolean missing = !isGround(o) || o instanceof LinkSetting.Master m && !links.containsKey(m.bridge());
        if (missing) {
            return new Refused(ENODEV, "ENODEV (No such device)");
        }
        KernelObject was = objects.get(o.key());
        put(o);
        if (o instanceof Qdisc q && !q.equals(was)) {
            withoutGround();
        }
        return new Done();
    }

    /** Whether what an object stands on, or leads to, is there. */
    private boolean isGround(KernelObject o) {
        if (!(o instanceof Filter f)) {
            return links.containsKey(o.key().site());
        }
        boolean leads = f.actions().stream().allMatch(a -> switch (a) {
            case Action.Mirror(String link) -> links.containsKey(link);
            case Action.Redirect(String link) -> links.containsKey(link);
            case Action.TunnelKeySet _,
                    Action.SetMark _,
                    Action.TunnelKeyUnset _,
                    Action.Drop _,
                    Action.Pass _,
                    Action.Continue _,
                    Action.GotoChain _ -> true;
        });
        return leads && isGround(f.place());
    }

    private boolean isGround(Filter.Site place) {
        return switch (place) {
            case Filter.Ingress(String link) -> clsacts().contains(link);
            case Filter.Egress(String link) -> clsacts().contains(link);
            case Filter.Block(int number) ->
                objects.values().stream()
                        .anyMatch(o -> o instanceof Qdisc q
                                && q.kind() instanceof Qdisc.Clsact c
                                && c.ingressBlock().equals(Optional.of(number)));
        };
    }

    private Set<String> clsacts() {
        return objects.values().stream()
                .filter(o -> o instanceof Qdisc q && q.kind() instanceof Qdisc.Clsact)
                .map(o -> o.key().site())
                .collect(Collectors.toSet());
    }

    /** A block goes with the last clsact that leads to it, and its filters with it. */
    private void withoutGround() {
        objects.values().removeIf(o -> o instanceof Filter f && !isGround(f.place()));
    }

    private Outcome remove(KernelObject o) {
        return switch (o) {
            case Link l -> removeLink(l.name());
            case LinkSetting.Mtu _, LinkSetting.AddrGenMode _ -> new Done();
            case LinkSetting s -> {
                objects.remove(s.key());
                yield links.containsKey(s.link()) ? new Done() : new Refused(ENODEV, "ENODEV (No such device)");
            }
            case FdbEntry _, Qdisc _, Filter _ -> {
                boolean was = objects.remove(o.key()) != null;
                withoutGround();
                yield was ? new Done() : new Refused(ENOENT, "ENOENT (No such file or directory)");
            }
        };
    }

    private Outcome removeLink(String name) {
        if (links.remove(name) == null) {
            return new Refused(ENODEV, "ENODEV (No such device)");
        }
        objects.values()
                .removeIf(o -> o.key().site().equals(name)
                        || o instanceof LinkSetting.Master m && m.bridge().equals(name));
        withoutGround();
        return new Done();
    }
}
