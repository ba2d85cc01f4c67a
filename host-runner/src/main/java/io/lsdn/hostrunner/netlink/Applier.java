package io.lsdn.hostrunner.netlink;

import io.lsdn.hostrunner.apply.Kernel;
import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes changes, as many as possible in one send. */
final class Applier {
    private final NetlinkSocket socket;
    private final Batch batch;
    private final LinkTable links;
    private final FilterHandles handles;
    private final ChangeEncoder encoder;
    private final List<Pending> pending = new ArrayList<>();
    private final List<Kernel.Outcome> outcomes = new ArrayList<>();

    /** A change that waits to be sent; its place among the outcomes is kept. */
    private record Pending(Change change, ChangeEncoder.Work work) {}

    Applier(NetlinkSocket socket, LinkTable links, FilterHandles handles) {
        this.socket = socket;
        this.batch = new Batch(socket);
        this.links = links;
        this.handles = handles;
        this.encoder = new ChangeEncoder(links, handles);
    }

    List<Kernel.Outcome> apply(List<Change> changes) throws KernelException {
        for (Change change : changes) {
            add(change);
        }
        flush();
        return List.copyOf(outcomes);
    }

    /**
     * What is not known may be on its way: a filter whose handle the kernel chooses, a link that somebody made since the last
     * look. So all that waits is sent, the links are read again, and then it is known or is not there.
     */
    private void add(Change change) throws KernelException {
        try {
            pending.add(new Pending(change, encoder.encode(change)));
        } catch (LinkTable.UnknownLinkException e) {
            flush();
            Observer.readLinks(socket, links);
            last(change);
        } catch (ChangeEncoder.UnknownFilterException e) {
            flush();
            last(change);
        } catch (ChangeEncoder.RefusalException e) {
            flush();
            refuse(e.errno(), e);
        }
    }

    private void last(Change change) {
        try {
            pending.add(new Pending(change, encoder.encode(change)));
        } catch (LinkTable.UnknownLinkException e) {
            refuse(Errno.ENODEV, e);
        } catch (ChangeEncoder.UnknownFilterException e) {
            refuse(Errno.ENOENT, e);
        } catch (ChangeEncoder.RefusalException e) {
            refuse(e.errno(), e);
        }
    }

    private void refuse(int errno, Exception e) {
        outcomes.add(new Kernel.Refused(errno, String.valueOf(e.getMessage())));
    }

    private void flush() throws KernelException {
        var steps = new ArrayList<Step>();
        for (Pending p : pending) {
            steps.addAll(p.work().steps());
        }
        List<Batch.Answer> answers = batch.send(steps);
        int at = 0;
        for (Pending p : pending) {
            int end = at + p.work().steps().size();
            outcomes.add(outcome(p, answers.subList(at, end)));
            at = end;
        }
        pending.clear();
    }

    private Kernel.Outcome outcome(Pending p, List<Batch.Answer> answers) throws KernelException {
        List<Step> steps = p.work().steps();
        var back = new ArrayList<Step>();
        Optional<ExtendedAck> refused = Optional.empty();
        for (int i = 0; i < steps.size(); i++) {
            ExtendedAck ack = answers.get(i).ack();
            if (!ack.refused() || ack.errno() == steps.get(i).tolerated()) {
                back.addAll(0, steps.get(i).back());
                learn(p.change(), answers.get(i));
            } else if (refused.isEmpty()) {
                refused = Optional.of(ack);
            }
        }
        if (refused.isEmpty()) {
            return new Kernel.Done();
        }
        p.work().revert().run();
        return new Kernel.Refused(refused.get().errno(), refused.get().describe() + undone(back));
    }

    /** The handle that the kernel chose. */
    private void learn(Change change, Batch.Answer answer) {
        for (Message m : answer.echo()) {
            if (m.type() == FilterMessages.NEWTFILTER && change.after().orElse(null) instanceof Filter filter) {
                handles.put(filter, FilterMessages.handle(m));
            }
        }
    }

    /** Half a change is none: what the kernel did of it is taken back, or the message says what could not be. */
    private String undone(List<Step> back) throws KernelException {
        for (Batch.Answer answer : batch.send(back)) {
            if (answer.ack().refused()) {
                return "; what was done of it could not be taken back: "
                        + answer.ack().describe();
            }
        }
        return "";
    }
}
