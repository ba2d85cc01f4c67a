package io.lsdn.hostrunner.netlink;

import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.hostrunner.apply.LinkFacts;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.kernel.FdbEntry;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.Mark;
import io.lsdn.netmodel.kernel.ObjectKey;
import io.lsdn.netmodel.kernel.Qdisc;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Subnet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the kernel's tables, and keeps what is needed to change it: indexes and handles. */
final class Observer {
    private final NetlinkSocket socket;
    private final LinkTable links;
    private final FilterHandles handles;
    private final Map<ObjectKey, KernelObject> objects = new LinkedHashMap<>();

    Observer(NetlinkSocket socket, LinkTable links, FilterHandles handles) {
        this.socket = socket;
        this.links = links;
        this.handles = handles;
    }

    Observation observe(Set<String> foreign, boolean marksPackets) throws KernelException {
        List<LinkReader> read = readLinks(socket, links);
        handles.clear();
        var facts = facts(read);
        var ours = ours(read);
        readForwarding(ours);
        var looked = new LinkedHashSet<>(foreign);
        ours.forEach(link -> looked.add(link.name()));
        readFilters(readQdiscs(looked));
        return new Observation(facts, new KernelState(objects), marksPackets);
    }

    /** Reads all links into the table. */
    static List<LinkReader> readLinks(NetlinkSocket socket, LinkTable links) throws KernelException {
        var read = new ArrayList<LinkReader>();
        for (Message m : Dump.read(socket, "links", LinkMessages.dump(), LinkMessages.HEADER)) {
            read.add(new LinkReader(m));
        }
        links.clear();
        for (LinkReader link : read) {
            links.put(link.name(), new LinkTable.Known(link.index(), link.alias(), Optional.empty()));
        }
        for (LinkReader link : read) {
            if (link.peer(links).isPresent()) {
                links.put(link.name(), new LinkTable.Known(link.index(), link.alias(), link.peer(links)));
            }
        }
        return read;
    }

    private Map<String, LinkFacts> facts(List<LinkReader> read) throws KernelException {
        Map<Integer, Map<IpAddress, Subnet>> addresses =
                AddressMessages.read(Dump.read(socket, "addresses", AddressMessages.dump(), AddressMessages.HEADER));
        var facts = new LinkedHashMap<String, LinkFacts>();
        for (LinkReader link : read) {
            facts.put(link.name(), link.facts(links, addresses.getOrDefault(link.index(), Map.of())));
        }
        return facts;
    }

    /** The links with a mark of ours; with them, before what is on them, go into the state, and the settings of all. */
    private List<Link> ours(List<LinkReader> read) {
        var ours = new ArrayList<Link>();
        for (LinkReader reader : read) {
            if (reader.alias().flatMap(Mark::ofAlias).isPresent()) {
                reader.link(links).ifPresent(ours::add);
            }
        }
        ours.forEach(this::put);
        for (LinkReader reader : read) {
            reader.settings(links).forEach(this::put);
        }
        return ours;
    }

    private void put(KernelObject object) {
        objects.putIfAbsent(object.key(), object);
    }

    private void readForwarding(List<Link> ours) throws KernelException {
        for (Link link : ours) {
            if (link.kind() instanceof LinkKind.Vxlan vxlan) {
                byte[] dump =
                        FdbMessages.dump(links.get(link.name()).orElseThrow().index());
                for (Message m : Dump.read(socket, "forwarding entries of " + link.name(), dump, FdbMessages.HEADER)) {
                    FdbMessages.read(m, link.name())
                            .filter(entry -> !ofDevice(entry, vxlan))
                            .ifPresent(this::put);
                }
            }
        }
    }

    /** The entry that a VXLAN device has by itself, for its group. */
    private static boolean ofDevice(FdbEntry entry, LinkKind.Vxlan vxlan) {
        return entry.mac().equals(FdbEntry.DEFAULT_MAC)
                && entry.dst().isPresent()
                && entry.dst().equals(vxlan.group());
    }

    /** @return where filters can be */
    private Set<Filter.Site> readQdiscs(Set<String> looked) throws KernelException {
        var places = new LinkedHashSet<Filter.Site>();
        for (Message m : Dump.read(socket, "qdiscs", QdiscMessages.dump(), QdiscMessages.HEADER)) {
            String link = links.name(QdiscMessages.index(m));
            Optional<Qdisc> qdisc = QdiscMessages.read(m, link);
            if (qdisc.isPresent() && isLooked(qdisc.get(), looked)) {
                put(qdisc.get());
                if (qdisc.get().kind() instanceof Qdisc.Clsact clsact) {
                    places.add(place(clsact.ingressBlock(), new Filter.Ingress(link)));
                    places.add(place(clsact.egressBlock(), new Filter.Egress(link)));
                }
            }
        }
        return places;
    }

    /** One on a link or in front of a block that is asked for, and every one that leads to a block as ours do. */
    private static boolean isLooked(Qdisc qdisc, Set<String> looked) {
        return looked.contains(qdisc.link())
                || qdisc.kind() instanceof Qdisc.Clsact clsact
                        && clsact.ingressBlock()
                                .filter(b -> b >= Filter.Block.FIRST_OF_OURS)
                                .isPresent();
    }

    private static Filter.Site place(Optional<Integer> block, Filter.Site own) {
        return block.isPresent() ? new Filter.Block(block.get()) : own;
    }

    private void readFilters(Set<Filter.Site> places) throws KernelException {
        for (Filter.Site place : places) {
            byte[] dump;
            try {
                dump = FilterMessages.dump(place, links);
            } catch (LinkTable.UnknownLinkException e) {
                continue;
            }
            for (Message m : Dump.read(socket, "filters of " + place, dump, FilterMessages.HEADER)) {
                FilterMessages.taken(m, place, handles);
                Optional<FilterMessages.Found> found = FilterMessages.read(m, place, links);
                if (found.isPresent()) {
                    put(found.get().filter());
                    handles.put(found.get().filter(), found.get().handle());
                }
            }
        }
    }
}
