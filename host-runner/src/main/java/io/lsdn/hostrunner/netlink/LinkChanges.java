package io.lsdn.hostrunner.netlink;

import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to ask of the kernel to make, remove or change a link. We choose a new link's index: later messages of the same send can
 * name it, and if the kernel refuses to make it, they find nothing instead of somebody else's link of that name.
 */
final class LinkChanges {
    private final LinkTable links;
    private final FilterHandles handles;

    LinkChanges(LinkTable links, FilterHandles handles) {
        this.links = links;
        this.handles = handles;
    }

    ChangeEncoder.Work encode(Optional<Link> before, Optional<Link> after)
            throws LinkTable.UnknownLinkException, ChangeEncoder.RefusalException {
        if (before.isEmpty()) {
            return add(after.orElseThrow());
        }
        if (after.isEmpty()) {
            return remove(before.get());
        }
        return before.get().kind().equals(after.get().kind())
                ? alias(before.get(), after.get())
                : exchange(before.get(), after.get());
    }

    private static Step step(byte[] message) {
        return new Step(message, LinkMessages.HEADER);
    }

    private ChangeEncoder.Work add(Link link) throws LinkTable.UnknownLinkException {
        if (links.takeMadeWithPeer(link.name())) {
            LinkTable.Known known = links.get(link.name()).orElseThrow();
            links.put(link.name(), new LinkTable.Known(known.index(), Optional.of(link.alias()), known.peer()));
            return new ChangeEncoder.Work(
                    List.of(step(LinkMessages.alias(known.index(), link.alias()))),
                    () -> links.put(link.name(), known));
        }
        int index = links.freshIndex();
        return new ChangeEncoder.Work(creation(link, index), note(link, index));
    }

    /** The messages that make a link; a veth's other end gets the next index. */
    private List<Step> creation(Link link, int index) throws LinkTable.UnknownLinkException {
        var steps = new ArrayList<Step>();
        steps.add(step(LinkMessages.create(link, index, peerIndex(index), links))
                .withBack(step(LinkMessages.remove(index))));
        if (!link.alias().isEmpty()) {
            // Else a runner that is killed between the two would leave a link that nothing says is ours.
            steps.add(step(LinkMessages.alias(index, link.alias())).boundToTheOneBefore());
        }
        return steps;
    }

    private static int peerIndex(int index) {
        return index + 1;
    }

    private ChangeEncoder.Revert note(Link link, int index) {
        Optional<LinkTable.Known> was = links.get(link.name());
        if (link.kind() instanceof LinkKind.Veth(String peer)) {
            Optional<LinkTable.Known> peerWas = links.get(peer);
            links.put(link.name(), new LinkTable.Known(index, Optional.of(link.alias()), Optional.of(peer)));
            links.freshIndex();
            links.putMadeWithPeer(
                    peer, new LinkTable.Known(peerIndex(index), Optional.empty(), Optional.of(link.name())));
            return () -> {
                restore(link.name(), was);
                restore(peer, peerWas);
            };
        }
        links.put(link.name(), new LinkTable.Known(index, Optional.of(link.alias()), Optional.empty()));
        return () -> restore(link.name(), was);
    }

    private void restore(String name, Optional<LinkTable.Known> was) {
        links.remove(name);
        if (was.isPresent()) {
            links.put(name, was.get());
        }
    }

    /** Only the link that we know as ours: by its index, and only while the alias that we saw on it is the expected one. */
    private LinkTable.Known ours(Link link) throws LinkTable.UnknownLinkException, ChangeEncoder.RefusalException {
        links.index(link.name());
        LinkTable.Known known = links.get(link.name()).orElseThrow();
        if (!known.alias().orElse("").equals(link.alias())) {
            throw new ChangeEncoder.RefusalException(
                    Errno.EPERM, "the link " + link.name() + " is not ours: its alias is not " + link.alias());
        }
        return known;
    }

    private ChangeEncoder.Work remove(Link link) throws LinkTable.UnknownLinkException, ChangeEncoder.RefusalException {
        Optional<LinkTable.Known> went = links.wentWithPeer(link.name());
        if (went.isPresent()) {
            return new ChangeEncoder.Work(
                    step(LinkMessages.remove(went.get().index())).tolerating(Errno.ENODEV));
        }
        LinkTable.Known known = ours(link);
        return new ChangeEncoder.Work(List.of(step(LinkMessages.remove(known.index()))), forget(link.name(), known));
    }

    private ChangeEncoder.Revert forget(String name, LinkTable.Known known) {
        forgetFilters(name);
        links.remove(name);
        if (known.peer().isEmpty()) {
            return () -> links.put(name, known);
        }
        String peer = known.peer().get();
        Optional<LinkTable.Known> peerKnown = links.get(peer);
        forgetFilters(peer);
        links.removeWithPeer(peer);
        return () -> {
            links.put(name, known);
            restore(peer, peerKnown);
        };
    }

    private void forgetFilters(String link) {
        handles.forget(new Filter.Ingress(link));
        handles.forget(new Filter.Egress(link));
    }

    private ChangeEncoder.Work alias(Link before, Link after)
            throws LinkTable.UnknownLinkException, ChangeEncoder.RefusalException {
        LinkTable.Known known = ours(before);
        links.put(after.name(), new LinkTable.Known(known.index(), Optional.of(after.alias()), known.peer()));
        return new ChangeEncoder.Work(
                List.of(step(LinkMessages.alias(known.index(), after.alias()))), () -> links.put(before.name(), known));
    }

    /** Another link under the same name; what was on the old one goes with it. */
    private ChangeEncoder.Work exchange(Link before, Link after)
            throws LinkTable.UnknownLinkException, ChangeEncoder.RefusalException {
        LinkTable.Known known = ours(before);
        int index = links.freshIndex();
        var steps = new ArrayList<Step>();
        steps.add(step(LinkMessages.remove(known.index())).withBack(creation(before, known.index())));
        steps.addAll(creation(after, index));
        ChangeEncoder.Revert forgotten = forget(before.name(), known);
        ChangeEncoder.Revert noted = note(after, index);
        return new ChangeEncoder.Work(steps, () -> {
            noted.run();
            forgotten.run();
        });
    }
}
