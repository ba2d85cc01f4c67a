package io.lsdn.hostrunner.netlink;

import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.FdbEntry;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.kernel.Match;
import io.lsdn.netmodel.kernel.Qdisc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to ask of the kernel for a change. The tables of links and filters are brought up to date at once, in the hope that
 * the kernel agrees; if it does not, {@link Work#revert} takes that back.
 */
final class ChangeEncoder {
    /** {@code TCA_ACT_MAX_PRIO}; before Linux 6.8 a list that is longer is cut without a word. */
    private static final int MOST_ACTIONS = 32;

    private final LinkTable links;
    private final FilterHandles handles;
    private final LinkChanges linkChanges;

    ChangeEncoder(LinkTable links, FilterHandles handles) {
        this.links = links;
        this.handles = handles;
        this.linkChanges = new LinkChanges(links, handles);
    }

    /** Takes back what was noted of a change that the kernel refused. */
    interface Revert {
        Revert NOTHING = () -> {};

        void run();
    }

    /** The messages of a change, in their order; none if there is nothing to do. */
    record Work(List<Step> steps, Revert revert) {
        Work(Step... steps) {
            this(List.of(steps), Revert.NOTHING);
        }
    }

    /** A change that is not asked of the kernel, because it would hit what is not meant. */
    static final class RefusalException extends Exception {
        private static final long serialVersionUID = 1;
        private final int errno;

        RefusalException(int errno, String message) {
            super(message);
            this.errno = errno;
        }

        int errno() {
            return errno;
        }
    }

    /** A filter that is not known, or not yet. */
    static final class UnknownFilterException extends Exception {
        private static final long serialVersionUID = 1;

        UnknownFilterException(Filter filter) {
            super("there is no " + filter.key());
        }
    }

    Work encode(Change change) throws LinkTable.UnknownLinkException, UnknownFilterException, RefusalException {
        return switch (change.after().or(change::before).orElseThrow()) {
            case Link _ -> linkChanges.encode(as(Link.class, change.before()), as(Link.class, change.after()));
            case LinkSetting setting -> setting(setting, change.after().isPresent());
            case FdbEntry entry -> forwarding(entry, change.after().isPresent());
            case Qdisc _ -> qdisc(as(Qdisc.class, change.before()), as(Qdisc.class, change.after()));
            case Filter _ -> filter(as(Filter.class, change.before()), as(Filter.class, change.after()));
        };
    }

    private static <T> Optional<T> as(Class<T> type, Optional<?> object) {
        return object.map(type::cast);
    }

    /** An attribute that every link has (MTU, addrgenmode) can not be removed, so there is nothing to do. */
    private Work setting(LinkSetting setting, boolean present) throws LinkTable.UnknownLinkException {
        int index = links.index(setting.link());
        return switch (setting) {
            case LinkSetting.Master master ->
                new Work(link(LinkMessages.master(index, present ? links.index(master.bridge()) : 0)));
            case LinkSetting.Up _ -> new Work(link(LinkMessages.up(index, present)));
            case LinkSetting.Isolated _ -> new Work(link(LinkMessages.isolated(index, present)));
            case LinkSetting.Mtu mtu -> present ? new Work(link(LinkMessages.mtu(index, mtu.mtu()))) : new Work();
            case LinkSetting.AddrGenMode mode ->
                present ? new Work(link(LinkMessages.addrGenMode(index, mode.mode()))) : new Work();
        };
    }

    private static Step link(byte[] message) {
        return new Step(message, LinkMessages.HEADER);
    }

    private Work forwarding(FdbEntry entry, boolean present) throws LinkTable.UnknownLinkException {
        int index = links.index(entry.link());
        return new Work(new Step(
                present ? FdbMessages.add(entry, index) : FdbMessages.remove(entry, index), FdbMessages.HEADER));
    }

    private Work qdisc(Optional<Qdisc> before, Optional<Qdisc> after)
            throws LinkTable.UnknownLinkException, RefusalException {
        Qdisc any = after.or(() -> before).orElseThrow();
        for (Optional<Qdisc> side : List.of(before, after)) {
            if (side.isPresent() && side.get().kind() instanceof Qdisc.Other other) {
                throw new RefusalException(
                        Errno.EPERM, "the qdisc " + other.word() + " of " + any.link() + " is not ours");
            }
        }
        int index = links.index(any.link());
        if (before.isPresent() && any.kind() instanceof Qdisc.Clsact) {
            handles.forget(new Filter.Ingress(any.link()));
            handles.forget(new Filter.Egress(any.link()));
        }
        if (before.isEmpty()) {
            return new Work(qdisc(QdiscMessages.add(any, index)));
        }
        Step remove = qdisc(QdiscMessages.remove(before.get(), index));
        if (after.isEmpty()) {
            return new Work(remove);
        }
        return switch (after.get().kind()) {
            case Qdisc.Tbf _ -> new Work(qdisc(QdiscMessages.change(after.get(), index)));
            case Qdisc.Clsact _, Qdisc.Other _ ->
                new Work(
                        remove.withBack(qdisc(QdiscMessages.add(before.get(), index))),
                        qdisc(QdiscMessages.add(after.get(), index)));
        };
    }

    private static Step qdisc(byte[] message) {
        return new Step(message, QdiscMessages.HEADER);
    }

    private Work filter(Optional<Filter> before, Optional<Filter> after)
            throws LinkTable.UnknownLinkException, UnknownFilterException, RefusalException {
        if (after.isPresent() && after.get().actions().size() > MOST_ACTIONS) {
            throw new RefusalException(
                    Errno.E2BIG,
                    "the kernel would drop all but " + MOST_ACTIONS + " actions of "
                            + after.get().key());
        }
        if (after.isPresent() && after.get().match() instanceof Match.Other other) {
            throw new RefusalException(
                    Errno.EPERM,
                    "the filter " + other.word() + " of " + after.get().place() + " is not ours");
        }
        if (before.isEmpty()) {
            return addFilter(after.orElseThrow());
        }
        List<Integer> known = handles.get(before.get().key());
        if (known.isEmpty()) {
            throw new UnknownFilterException(before.get());
        }
        if (after.isEmpty()) {
            return removeFilter(before.get());
        }
        // A priority has one protocol; and the kernel changes no matchall filter (mall_change of
        // net/sched/cls_matchall.c).
        if (before.get().protocol() != after.get().protocol() || after.get().match() instanceof Match.All) {
            return exchangeFilter(before.get(), after.get());
        }
        return new Work(filter(FilterMessages.replace(after.get(), known.getFirst(), links)));
    }

    private Work addFilter(Filter filter) throws LinkTable.UnknownLinkException {
        if (filter.match() instanceof Match.U32) {
            byte[] message = FilterMessages.add(filter, 0, links);
            MessageWriter.addFlags(message, 0, MessageWriter.ECHO);
            return new Work(filter(message));
        }
        int handle = handles.fresh(filter);
        Step add = filter(FilterMessages.add(filter, handle, links));
        handles.put(filter, handle);
        return new Work(List.of(add), () -> handles.remove(filter.key()));
    }

    private Work removeFilter(Filter filter) throws LinkTable.UnknownLinkException {
        List<Integer> had = List.copyOf(handles.get(filter.key()));
        var steps = new ArrayList<Step>();
        for (int handle : had) {
            steps.add(filter(FilterMessages.remove(filter, handle, links)));
        }
        handles.remove(filter.key());
        return new Work(steps, () -> had.forEach(handle -> handles.put(filter, handle)));
    }

    /** What was there goes first, and comes again with its handle if the kernel refuses what is to follow it. */
    private Work exchangeFilter(Filter before, Filter after) throws LinkTable.UnknownLinkException {
        List<Integer> had = List.copyOf(handles.get(before.key()));
        Work remove = removeFilter(before);
        Work add = addFilter(after);
        var steps = new ArrayList<Step>();
        for (int i = 0; i < had.size(); i++) {
            int handle = before.match() instanceof Match.U32 ? 0 : had.get(i);
            steps.add(remove.steps().get(i).withBack(filter(FilterMessages.add(before, handle, links))));
        }
        steps.addAll(add.steps());
        return new Work(steps, () -> {
            add.revert().run();
            remove.revert().run();
        });
    }

    private static Step filter(byte[] message) {
        return new Step(message, FilterMessages.HEADER);
    }
}
