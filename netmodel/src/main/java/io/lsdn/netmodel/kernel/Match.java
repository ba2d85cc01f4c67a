package io.lsdn.netmodel.kernel;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Subnet;
import java.util.List;
import java.util.Optional;

/** What a filter matches, one classifier each. */
public sealed interface Match {
    /** The classifier's name, {@code TCA_KIND}. */
    String word();

    /** An Ethernet address under a mask. */
    record MaskedMac(MacAddress mac, MacAddress mask) {
        private static final MacAddress EXACT = new MacAddress(0xffff_ffff_ffffL);

        @Override
        public int hashCode() {
            return mac.hashCode();
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof MaskedMac m && mac.equals(m.mac) && mask.equals(m.mask);
        }

        public static MaskedMac exactly(MacAddress mac) {
            return new MaskedMac(mac, EXACT);
        }

        /** The multicast bit, set. */
        public static MaskedMac group() {
            return new MaskedMac(new MacAddress(0x0100_0000_0000L), new MacAddress(0x0100_0000_0000L));
        }

        /** 01:80:c2:00:00:00 to 01:80:c2:00:00:0f, which no bridge forwards (IEEE 802.1D, 7.12.6). */
        public static MaskedMac linkLocalGroups() {
            return new MaskedMac(new MacAddress(0x0180_c200_0000L), new MacAddress(0xffff_ffff_fff0L));
        }
    }

    /**
     * tc-flower(8); what is empty is not looked at.
     *
     * @param indev the link by which it came in
     * @param encKeyId the tunnel's VNI
     * @param encSrcIp the tunnel's source address
     */
    record Flower(
            Optional<String> indev,
            Optional<MaskedMac> srcMac,
            Optional<MaskedMac> dstMac,
            Optional<Subnet> srcIp,
            Optional<Subnet> dstIp,
            Optional<Integer> encKeyId,
            Optional<IpAddress> encSrcIp)
            implements Match {
        /** Everything. */
        public static final Flower ANY = new Flower(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        public static Flower indev(String link) {
            return new Flower(
                    Optional.of(link),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        public static Flower dstMac(MaskedMac mac) {
            return new Flower(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(mac),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        /** What a tunnel brings with a VNI from an endpoint. */
        public static Flower tunnel(int vni, IpAddress source) {
            return new Flower(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(vni),
                    Optional.of(source));
        }

        @Override
        public int hashCode() {
            return (dstMac.hashCode() * 31 + indev.hashCode()) * 31 + encKeyId.hashCode() + encSrcIp.hashCode();
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Flower f
                    && dstMac.equals(f.dstMac)
                    && indev.equals(f.indev)
                    && srcMac.equals(f.srcMac)
                    && srcIp.equals(f.srcIp)
                    && dstIp.equals(f.dstIp)
                    && encKeyId.equals(f.encKeyId)
                    && encSrcIp.equals(f.encSrcIp);
        }

        @Override
        public String word() {
            return "flower";
        }
    }

    /**
     * A classic BPF program, over the frame from its Ethernet header on; see tc-bpf(8). In a filter without actions its result
     * is the verdict ({@code direct-action}); in one with actions it matches if the result is not 0.
     */
    record Bpf(List<Insn> program) implements Match {
        public Bpf {
            program = List.copyOf(program);
        }

        @Override
        public String word() {
            return "bpf";
        }

        /** {@code struct sock_filter} of linux/filter.h. */
        public record Insn(int code, int jt, int jf, int k) {}
    }

    /** 32-bit words at offsets from the network header; see tc-u32(8). */
    record U32(List<Word> words) implements Match {
        public U32 {
            words = List.copyOf(words);
        }

        @Override
        public String word() {
            return "u32";
        }

        /**
         * Compares with the word that starts {@code offset} bytes (may be negative) from the network header.
         *
         * @param value in network order; bits outside the mask count for nothing and are dropped
         */
        public record Word(int offset, int value, int mask) {
            public Word {
                value &= mask;
            }
        }
    }

    /** What our words can not say: seen, never made. */
    record Other(String word) implements Match {}

    /** Everything. */
    record All() implements Match {
        @Override
        public String word() {
            return "matchall";
        }
    }
}
