package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.kernel.Mark;
import io.lsdn.netmodel.kernel.Match;
import io.lsdn.netmodel.kernel.Qdisc;
import io.lsdn.netmodel.topology.Rate;
import io.lsdn.netmodel.topology.Virt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rates. Towards a virt its interface has a shaper as root qdisc. From a virt its frames are redirected into a veth pair of
 * ours: the near end shapes them, and the far end stands for the virt from there on.
 *
 * @param near the end that the virt's frames enter
 * @param far the end that they come out of
 */
record Shaping(String near, String far) {
    /** A shaper drops what is larger than its bucket, so it holds a jumbo frame. */
    private static final long SMALLEST_BUCKET = 9216;

    /** A bucket without a given size holds what passes in so many parts of a second. */
    private static final long BUCKETS_PER_SECOND = 50;

    /** The queue holds what passes in so many parts of a second, besides a burst. */
    private static final long QUEUES_PER_SECOND = 20;

    /** Behind isolation. */
    private static final int REDIRECT_PRIO = 2;

    private static final long LARGEST = 0x7fff_ffffL;
    private static final int BITS = 8;

    private static final Match.Bpf EVERYTHING = new PolicyProgram().ret(1).build();

    /** The pair of a virt that has a rate for what it sends; named by its interface, which no other virt here has. */
    static Optional<Shaping> of(Attachment a, Virt virt) {
        return virt.rateOut()
                .flatMap(_ -> virt.interfaceName())
                .map(i -> new Shaping(a.names().name('n', i), far(a.names(), i)));
    }

    /** The far end for a virt's interface. */
    static String far(LinkNames names, String link) {
        return names.name('f', link);
    }

    /** The pair with its shaper. */
    List<KernelObject> links(Attachment a, Virt virt) {
        var objects = new ArrayList<KernelObject>();
        objects.add(new Link(near, new LinkKind.Veth(far), alias(a, virt, "near")));
        objects.add(new Link(far, new LinkKind.Veth(near), alias(a, virt, "far")));
        objects.add(new LinkSetting.AddrGenMode(near, LinkSetting.AddrGenMode.NONE));
        objects.add(new LinkSetting.AddrGenMode(far, LinkSetting.AddrGenMode.NONE));
        a.mtu(virt).ifPresent(mtu -> {
            objects.add(new LinkSetting.Mtu(near, mtu));
            objects.add(new LinkSetting.Mtu(far, mtu));
        });
        objects.add(shaper(a, near, virt.rateOut().orElseThrow()));
        objects.addAll(Isolation.silent(a, near));
        objects.add(new LinkSetting.Up(near));
        objects.add(new LinkSetting.Up(far));
        return objects;
    }

    private static String alias(Attachment a, Virt virt, String end) {
        return new Mark(
                        a.topology().context(),
                        end + " end of virt " + virt.name() + " of net "
                                + a.net().name())
                .alias();
    }

    /** All that comes by a place leaves by a link. */
    static Filter redirect(Attachment a, Filter.Site place, String to) {
        return new Filter(
                place, 0, REDIRECT_PRIO, Filter.PROTOCOL_ALL, EVERYTHING, List.of(new Action.Redirect(to)), a.cookie());
    }

    /** What limits what leaves by a link. */
    static Qdisc shaper(Attachment a, String link, Rate rate) {
        long speed = rate.avg() / BITS;
        Optional<Long> peak = rate.burstRate().map(r -> r / BITS).filter(p -> p > speed);
        boolean steady = rate.burstRate().isPresent() && peak.isEmpty();
        long bucket = steady ? SMALLEST_BUCKET : rate.burst().orElse(speed / BUCKETS_PER_SECOND);
        long burst = Math.clamp(bucket, SMALLEST_BUCKET, LARGEST);
        return new Qdisc(
                link,
                new Qdisc.Tbf(
                        speed,
                        burst,
                        Math.min(burst + Math.max(speed / QUEUES_PER_SECOND, SMALLEST_BUCKET), LARGEST),
                        peak,
                        peak.map(p -> (int) Math.clamp(p / (BUCKETS_PER_SECOND * 5), SMALLEST_BUCKET, LARGEST)),
                        Optional.of(Mark.handle(a.topology().context()))));
    }
}
