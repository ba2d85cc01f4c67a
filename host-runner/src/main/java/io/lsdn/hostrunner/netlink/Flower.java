package io.lsdn.hostrunner.netlink;

import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.Match;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Ipv6Address;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Subnet;
import java.util.Arrays;
import java.util.Optional;

/** The options of {@code flower}: {@code TCA_FLOWER_*} of linux/pkt_cls.h. */
final class Flower {
    private static final int TCA_FLOWER_INDEV = 2;
    private static final int TCA_FLOWER_ACT = 3;
    private static final int TCA_FLOWER_KEY_ETH_DST = 4;
    private static final int TCA_FLOWER_KEY_ETH_SRC = 6;
    private static final int TCA_FLOWER_KEY_ETH_TYPE = 8;
    private static final int TCA_FLOWER_KEY_IPV4_SRC = 10;
    private static final int TCA_FLOWER_KEY_IPV4_DST = 12;
    private static final int TCA_FLOWER_KEY_IPV6_SRC = 14;
    private static final int TCA_FLOWER_KEY_IPV6_DST = 16;
    private static final int TCA_FLOWER_FLAGS = 22;
    private static final int TCA_FLOWER_KEY_ENC_KEY_ID = 26;
    private static final int TCA_FLOWER_KEY_ENC_IPV4_SRC = 27;
    private static final int TCA_FLOWER_KEY_ENC_IPV6_SRC = 31;
    private static final int TCA_FLOWER_IN_HW_COUNT = 86;

    private Flower() {}

    static void encode(MessageWriter m, Match.Flower flower, Filter filter, LinkTable links)
            throws LinkTable.UnknownLinkException {
        if (flower.indev().isPresent()) {
            m.attributeString(TCA_FLOWER_INDEV, flower.indev().get());
        }
        mac(m, TCA_FLOWER_KEY_ETH_DST, flower.dstMac());
        mac(m, TCA_FLOWER_KEY_ETH_SRC, flower.srcMac());
        subnet(m, TCA_FLOWER_KEY_IPV4_SRC, TCA_FLOWER_KEY_IPV6_SRC, flower.srcIp());
        subnet(m, TCA_FLOWER_KEY_IPV4_DST, TCA_FLOWER_KEY_IPV6_DST, flower.dstIp());
        if (flower.encKeyId().isPresent()) {
            m.attributeBe32(TCA_FLOWER_KEY_ENC_KEY_ID, flower.encKeyId().get());
        }
        if (flower.encSrcIp().isPresent()) {
            IpAddress source = flower.encSrcIp().get();
            Subnet exactly = new Subnet(source, source.bits());
            subnet(m, TCA_FLOWER_KEY_ENC_IPV4_SRC, TCA_FLOWER_KEY_ENC_IPV6_SRC, Optional.of(exactly));
        }
        Actions.encode(m, TCA_FLOWER_ACT, filter, links);
        m.attributeU32(TCA_FLOWER_FLAGS, 0);
        if (filter.protocol() != Filter.PROTOCOL_ALL) {
            m.attributeBe16(TCA_FLOWER_KEY_ETH_TYPE, filter.protocol());
        }
    }

    /** Each mask's attribute follows its key's. */
    private static void mac(MessageWriter m, int type, Optional<Match.MaskedMac> mac) {
        if (mac.isPresent()) {
            m.attribute(type, mac.get().mac().bytes())
                    .attribute(type + 1, mac.get().mask().bytes());
        }
    }

    private static void subnet(MessageWriter m, int ipv4, int ipv6, Optional<Subnet> subnet) {
        if (subnet.isPresent()) {
            int type = switch (subnet.get().network()) {
                case Ipv4Address _ -> ipv4;
                case Ipv6Address _ -> ipv6;
            };
            m.attribute(type, subnet.get().network().bytes())
                    .attribute(type + 1, subnet.get().mask());
        }
    }

    /** Empty if it looks at more than we ever look at, or under masks that are no prefixes. */
    static Optional<FilterMessages.Options> decode(Attributes options, LinkTable links) {
        Optional<Actions.Read> actions = Actions.decode(options.nested(TCA_FLOWER_ACT), links);
        if (actions.isEmpty() || !understood(options)) {
            return Optional.empty();
        }
        Optional<Subnet> encSrc = subnet(options, TCA_FLOWER_KEY_ENC_IPV4_SRC, TCA_FLOWER_KEY_ENC_IPV6_SRC);
        Optional<Attributes.Value> keyId = options.get(TCA_FLOWER_KEY_ENC_KEY_ID);
        return Optional.of(new FilterMessages.Options(
                new Match.Flower(
                        options.text(TCA_FLOWER_INDEV),
                        mac(options, TCA_FLOWER_KEY_ETH_SRC),
                        mac(options, TCA_FLOWER_KEY_ETH_DST),
                        subnet(options, TCA_FLOWER_KEY_IPV4_SRC, TCA_FLOWER_KEY_IPV6_SRC),
                        subnet(options, TCA_FLOWER_KEY_IPV4_DST, TCA_FLOWER_KEY_IPV6_DST),
                        keyId.isPresent() ? Optional.of(keyId.get().be32()) : Optional.empty(),
                        encSrc.isPresent() ? Optional.of(encSrc.get().network()) : Optional.empty()),
                actions.get()));
    }

    private static boolean understood(Attributes options) {
        for (Attributes.Value value : options.all()) {
            boolean known = switch (value.type()) {
                case TCA_FLOWER_INDEV,
                        TCA_FLOWER_ACT,
                        TCA_FLOWER_KEY_ETH_TYPE,
                        TCA_FLOWER_FLAGS,
                        TCA_FLOWER_KEY_ENC_KEY_ID,
                        TCA_FLOWER_IN_HW_COUNT -> true;
                case TCA_FLOWER_KEY_ETH_DST,
                        TCA_FLOWER_KEY_ETH_DST + 1,
                        TCA_FLOWER_KEY_ETH_SRC,
                        TCA_FLOWER_KEY_ETH_SRC + 1 -> true;
                case TCA_FLOWER_KEY_IPV4_SRC,
                        TCA_FLOWER_KEY_IPV4_DST,
                        TCA_FLOWER_KEY_IPV6_SRC,
                        TCA_FLOWER_KEY_IPV6_DST,
                        TCA_FLOWER_KEY_ENC_IPV4_SRC,
                        TCA_FLOWER_KEY_ENC_IPV6_SRC -> true;
                case TCA_FLOWER_KEY_IPV4_SRC + 1,
                        TCA_FLOWER_KEY_IPV4_DST + 1,
                        TCA_FLOWER_KEY_IPV6_SRC + 1,
                        TCA_FLOWER_KEY_IPV6_DST + 1 -> prefix(value.bytes()) >= 0;
                case TCA_FLOWER_KEY_ENC_IPV4_SRC + 1, TCA_FLOWER_KEY_ENC_IPV6_SRC + 1 ->
                    prefix(value.bytes()) == 8 * value.length();
                default -> false;
            };
            if (!known) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Match.MaskedMac> mac(Attributes options, int type) {
        Optional<Attributes.Value> mac = options.get(type);
        Optional<Attributes.Value> mask = options.get(type + 1);
        return mac.isPresent() && mask.isPresent()
                ? Optional.of(new Match.MaskedMac(
                        MacAddress.of(mac.get().bytes()),
                        MacAddress.of(mask.get().bytes())))
                : Optional.empty();
    }

    private static Optional<Subnet> subnet(Attributes options, int ipv4, int ipv6) {
        int type = options.has(ipv4) ? ipv4 : ipv6;
        Optional<IpAddress> address = options.ip(type);
        Optional<Attributes.Value> mask = options.get(type + 1);
        return address.isPresent() && mask.isPresent()
                ? Optional.of(new Subnet(address.get(), prefix(mask.get().bytes())))
                : Optional.empty();
    }

    /** The length of the prefix that a mask selects; negative if it selects another shape. */
    private static int prefix(byte[] mask) {
        int length = 0;
        while (length < mask.length * 8 && (mask[length / 8] << length % 8 & 0x80) != 0) {
            length++;
        }
        byte[] same = new byte[mask.length];
        for (int bit = 0; bit < length; bit++) {
            same[bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        return Arrays.equals(mask, same) ? length : -1;
    }
}
