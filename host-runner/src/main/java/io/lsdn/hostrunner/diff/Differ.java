package io.lsdn.hostrunner.diff;

import io.lsdn.hostrunner.apply.LinkFacts;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.hostrunner.apply.Original;
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
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From what the kernel holds and what it should hold to the smallest list of changes between them. Pure.
 *
 * <p>New objects that nothing uses yet are made first, then what exists is replaced, then what is no longer wanted is
 * removed: traffic that exists before and after always finds a way. Within a stage a link comes before what stands on it, and
 * is set up after it; removal goes the other way.
 */
public final class Differ {
    private final KernelState desired;
    private final Observation actual;
    private final Map<ObjectKey, Original> originals = new HashMap<>();
    private final Ownership ours;
    /** Links that are made, with the stage in which they are. */
    private final Map<String, Stage> rebuilt = new HashMap<>();

    /** Links that go, if only to come again. */
    private final Set<String> removed = new HashSet<>();
    /** Of those the ones that go in the switch stage. */
    private final Set<String> switched = new HashSet<>();

    private final Grounds grounds;
    private final List<PlannedChange> changes = new ArrayList<>();

    private Differ(String context, KernelState desired, Observation actual, List<Original> originals) {
        this.desired = desired;
        this.actual = actual;
        for (Original o : originals) {
            this.originals.put(new ObjectKey.OfSetting(o.link(), o.attribute()), o);
        }
        this.ours = new Ownership(context, desired, actual);
        this.grounds = new Grounds(desired, actual.state(), rebuilt);
    }

    /**
     * @param context whose marks make a link ours
     * @param desired what should be there, in the order in which it can be made
     * @param originals of the last confirmed generation
     */
    public static Plan diff(String context, KernelState desired, Observation actual, List<Original> originals) {
        return new Differ(context, desired, actual, originals).plan();
    }

    private Plan plan() {
        desired.objects().values().forEach(this::link);
        desired.objects().values().forEach(this::want);
        actual.state().objects().values().forEach(this::unwant);
        originals.values().forEach(this::restoreAbsent);
        // Stable: what has one rank keeps the order of the model, or of the kernel.
        changes.sort(Comparator.comparing(PlannedChange::stage).thenComparingInt(Differ::rank));
        return new Plan(changes, newOriginals());
    }

    private void add(Stage stage, Change change) {
        changes.add(new PlannedChange(stage, change));
    }

    /** A link whose fixed attributes differ has to go before it can come again, with all that stands on it. */
    private void link(KernelObject wanted) {
        if (!(wanted instanceof Link link)) {
            return;
        }
        Optional<KernelObject> is = owned(link.key());
        if (is.isEmpty()) {
            List<String> rivals = rivals(link);
            Stage stage = rivals.isEmpty() ? Stage.MAKE : Stage.SWITCH;
            rivals.stream().filter(r -> !removed.contains(r)).forEach(r -> remove(Stage.SWITCH, r));
            rebuilt.put(link.name(), stage);
            add(stage, Change.add(link));
        } else if (is.get() instanceof Link old && !old.kind().equals(link.kind())) {
            rebuilt.put(link.name(), Stage.SWITCH);
            remove(Stage.SWITCH, link.name());
            add(Stage.SWITCH, Change.add(link));
        } else if (!is.get().equals(link)) {
            add(Stage.SWITCH, Change.replace(is.get(), link));
        }
    }

    /** Links of ours that are not wanted, and with which this one can not live side by side: they have its UDP port. */
    private List<String> rivals(Link wanted) {
        var names = new ArrayList<String>();
        for (KernelObject o : actual.state().objects().values()) {
            if (o instanceof Link is
                    && ours.ofLink(is.name())
                    && !desired.objects().containsKey(is.key())
                    && wanted.kind().excludes(is.kind())) {
                names.add(is.name());
            }
        }
        return names;
    }

    private Optional<KernelObject> owned(ObjectKey key) {
        return ours.ofLink(key.site()) ? actual.state().get(key) : Optional.empty();
    }

    private void want(KernelObject wanted) {
        if (wanted instanceof Link) {
            return;
        }
        if (wanted instanceof Filter filter) {
            want(filter);
            return;
        }
        String site = wanted.key().site();
        Stage made = rebuilt.get(site);
        if (made != null) {
            add(plugs(wanted) ? Stage.SWITCH : made, Change.add(wanted));
            return;
        }
        Optional<KernelObject> is = actual.state().get(wanted.key());
        if (is.isEmpty()) {
            add(plugs(wanted) ? Stage.SWITCH : Stage.MAKE, Change.add(wanted));
        } else if (!is.get().equals(wanted)) {
            // An address generation mode carries no traffic, and has to be right before its link comes up.
            add(
                    wanted instanceof LinkSetting.AddrGenMode ? Stage.MAKE : Stage.SWITCH,
                    Change.replace(is.get(), wanted));
        } else if (wanted instanceof LinkSetting.Master m
                && ours.ofLink(m.bridge())
                && rebuilt.containsKey(m.bridge())) {
            // A bridge that is made anew let its ports go.
            add(Stage.SWITCH, Change.add(wanted));
        }
    }

    /**
     * A virt comes into its net when the net is there on every host; its interface is up only then, too. A tunnel is
     * part of the net.
     */
    private boolean plugs(KernelObject wanted) {
        return switch (wanted) {
            case LinkSetting.Master m -> isVirts(m.link());
            case LinkSetting.Up up ->
                isVirts(up.link())
                        && desired.objects().containsKey(masterOf(up.link()))
                        && actual.state().get(masterOf(up.link())).isEmpty();
            default -> false;
        };
    }

    private static ObjectKey masterOf(String link) {
        return new ObjectKey.OfSetting(link, LinkSetting.Attribute.MASTER);
    }

    /** Another's interface, or what stands for one. */
    private boolean isVirts(String link) {
        return desired.get(new ObjectKey.OfLink(link))
                .map(o -> o instanceof Link l && l.kind() instanceof LinkKind.Veth)
                .orElse(true);
    }

    private void want(Filter wanted) {
        Optional<Stage> renewed = grounds.renewed(wanted.place());
        Optional<KernelObject> is = actual.state().get(wanted.key());
        boolean anew = grounds.leadsToRebuilt(wanted);
        if (renewed.isPresent()) {
            add(anew ? Stage.SWITCH : renewed.get(), Change.add(wanted));
        } else if (is.isEmpty()) {
            add(anew ? Stage.SWITCH : Stage.MAKE, Change.add(wanted));
        } else if (anew || !is.get().equals(wanted)) {
            add(Stage.SWITCH, Change.replace(is.get(), wanted));
        }
    }

    private void unwant(Filter is) {
        boolean goes = grounds.renewed(is.place()).equals(Optional.of(Stage.SWITCH));
        boolean unwanted = ours.of(is) && !desired.objects().containsKey(is.key());
        if (goes || unwanted) {
            // Before the link to which it leads, so that an undo, which goes the other way, finds that link.
            boolean early = goes || Grounds.leadsTo(is, switched::contains);
            add(early ? Stage.SWITCH : Stage.BREAK, Change.remove(is));
        }
    }

    /** Whether the link on which it stands is removed with all that does. */
    private boolean goesWithLink(KernelObject is) {
        String site = is.key().site();
        return ours.ofLink(site) && !stays(site);
    }

    private void unwant(KernelObject is) {
        if (is instanceof Filter filter) {
            if (!goesWithLink(filter)) {
                unwant(filter);
            }
            return;
        }
        ObjectKey key = is.key();
        if (desired.objects().containsKey(key)) {
            return;
        }
        boolean onOurs = ours.ofLink(key.site());
        switch (is) {
            case Link l -> {
                if (ours.ofLink(l.name()) && !removed.contains(l.name())) {
                    remove(Stage.BREAK, l.name());
                }
            }
            case LinkSetting s -> {
                if (onOurs) {
                    unwantOnOurs(s);
                } else {
                    restore(s);
                }
            }
            case Qdisc q -> {
                if (ours.of(q) && !goesWithLink(q)) {
                    add(Stage.BREAK, Change.remove(q));
                }
            }
            case FdbEntry _ -> {
                if (onOurs && stays(key.site())) {
                    add(Stage.BREAK, Change.remove(is));
                }
            }
            case Filter _ -> throw new IllegalStateException("seen to before");
        }
    }

    /** A link of ours that is wanted further, as it is. */
    private boolean stays(String link) {
        return desired.objects().containsKey(new ObjectKey.OfLink(link)) && !rebuilt.containsKey(link);
    }

    private void unwantOnOurs(LinkSetting s) {
        boolean optional = switch (s) {
            case LinkSetting.Master _, LinkSetting.Up _, LinkSetting.Isolated _ -> true;
            // These always have a value; where the model says nothing, any is right.
            case LinkSetting.Mtu _, LinkSetting.AddrGenMode _ -> false;
        };
        if (optional && stays(s.link())) {
            add(Stage.BREAK, Change.remove(s));
        }
    }

    /** A setting on another's interface that we set once and want no more, or a port of a bridge of ours without a record. */
    private void restore(LinkSetting is) {
        Original original = originals.get(is.key());
        if (original != null && sameLink(original)) {
            if (!original.value().equals(Optional.of(is))) {
                add(Stage.BREAK, new Change(Optional.of(is), original.value().map(v -> v)));
            }
        } else if (is instanceof LinkSetting.Master m && ours.ofLink(m.bridge())) {
            add(Stage.BREAK, Change.remove(is));
        }
    }

    /** What was set before us and is not set now: taken away by us or by others, it comes back when we leave. */
    private void restoreAbsent(Original o) {
        var key = new ObjectKey.OfSetting(o.link(), o.attribute());
        if (o.value().isPresent()
                && sameLink(o)
                && !desired.objects().containsKey(key)
                && actual.state().get(key).isEmpty()) {
            add(Stage.BREAK, Change.add(o.value().get()));
        }
    }

    private boolean sameLink(Original o) {
        return actual.link(o.link()).filter(l -> l.index() == o.ifindex()).isPresent();
    }

    /** A link of ours with all that stands on it, so that the undo brings all of it back. */
    private void remove(Stage stage, String link) {
        removed.add(link);
        if (stage == Stage.SWITCH) {
            switched.add(link);
        }
        for (KernelObject o : actual.state().objects().values()) {
            boolean foreignPort =
                    o instanceof LinkSetting.Master m && m.bridge().equals(link) && !ours.ofLink(m.link());
            if (o.key().site().equals(link) || foreignPort && stage == Stage.SWITCH) {
                add(stage, Change.remove(o));
            }
        }
    }

    private List<Original> newOriginals() {
        var kept = new ArrayList<Original>();
        for (KernelObject o : desired.objects().values()) {
            if (o instanceof LinkSetting s && !desired.objects().containsKey(new ObjectKey.OfLink(s.link()))) {
                actual.link(s.link()).ifPresent(facts -> kept.add(original(s, facts)));
            }
        }
        return kept;
    }

    private Original original(LinkSetting wanted, LinkFacts facts) {
        Original known = originals.get(wanted.key());
        if (known != null && known.ifindex() == facts.index()) {
            return known;
        }
        // A port of ours without a record: the record is lost, and a bridge of ours was never what was before us.
        Optional<LinkSetting> before = actual.state()
                .get(wanted.key())
                .map(LinkSetting.class::cast)
                .filter(s -> !(s instanceof LinkSetting.Master m && ours.ofLink(m.bridge())));
        return new Original(facts.name(), facts.index(), wanted.attribute(), before);
    }

    private static int rank(PlannedChange c) {
        KernelObject o = c.change().after().or(c.change()::before).orElseThrow();
        int rank = switch (o) {
            case Link _ -> 0;
            case LinkSetting.AddrGenMode _, LinkSetting.Mtu _ -> 1;
            case Qdisc _ -> 2;
            case Filter _ -> 3;
            case FdbEntry _ -> 4;
            case LinkSetting.Master _ -> 5;
            case LinkSetting.Isolated _ -> 6;
            case LinkSetting.Up _ -> 7;
        };
        // In SWITCH, a link that is made anew: first all that goes, then all that comes.
        return switch (c.change().kind()) {
            case REMOVE -> -rank;
            case ADD, REPLACE -> rank + 1;
        };
    }
}
