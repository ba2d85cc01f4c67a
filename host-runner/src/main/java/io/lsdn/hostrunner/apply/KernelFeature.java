package io.lsdn.hostrunner.apply;

import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.Qdisc;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Something that a kernel can be built without.
 *
 * @param word the kernel's name for it
 */
public record KernelFeature(Sort sort, String word) {
    /** What it is. */
    public enum Sort {
        LINK_TYPE("link type"),
        QDISC("qdisc"),
        CLASSIFIER("tc classifier"),
        ACTION("tc action");

        private final String words;

        Sort(String words) {
            this.words = words;
        }
    }

    /** What a state needs, in the order in which it first does. */
    public static Set<KernelFeature> neededBy(KernelState state) {
        var needed = new LinkedHashSet<KernelFeature>();
        for (KernelObject o : state.objects().values()) {
            if (o instanceof Link link) {
                needed.add(new KernelFeature(Sort.LINK_TYPE, link.kind().word()));
            } else if (o instanceof Qdisc qdisc) {
                needed.add(new KernelFeature(Sort.QDISC, word(qdisc.kind())));
            } else if (o instanceof Filter filter) {
                needed.add(new KernelFeature(Sort.CLASSIFIER, filter.match().word()));
                for (Action action : filter.actions()) {
                    needed.add(new KernelFeature(Sort.ACTION, action.word()));
                }
            }
        }
        return needed;
    }

    private static String word(Qdisc.Kind kind) {
        return switch (kind) {
            case Qdisc.Clsact _ -> "clsact";
            case Qdisc.Tbf _ -> "tbf";
            case Qdisc.Other(String word) -> word;
        };
    }

    /** The option of the kernel's configuration that brings it. */
    public Optional<String> option() {
        return switch (sort) {
            case LINK_TYPE ->
                switch (word) {
                    case "bridge", "vxlan", "geneve", "veth" -> Optional.of("CONFIG_" + upper());
                    case "vlan" -> Optional.of("CONFIG_VLAN_8021Q");
                    default -> Optional.empty();
                };
            case QDISC -> Optional.of(word.equals("clsact") ? "CONFIG_NET_SCH_INGRESS" : "CONFIG_NET_SCH_" + upper());
            case CLASSIFIER -> Optional.of("CONFIG_NET_CLS_" + upper());
            case ACTION -> Optional.of("CONFIG_NET_ACT_" + upper());
        };
    }

    private String upper() {
        return word.toUpperCase(java.util.Locale.ROOT);
    }

    /** {@code tc classifier 'flower' (CONFIG_NET_CLS_FLOWER)}. */
    @Override
    public String toString() {
        String option = option().map(o -> " (" + o + ")").orElse("");
        return sort.words + " '" + word + "'" + option;
    }
}
