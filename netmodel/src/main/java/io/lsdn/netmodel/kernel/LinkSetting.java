package io.lsdn.netmodel.kernel;

import java.util.Locale;

/**
 * One attribute that is set on a link, ours or another's. On another's interface the previous value is kept, and restored
 * when we leave; for {@link Master} and {@link Up} there may be none (not in a bridge, down), for the others there always is.
 */
public sealed interface LinkSetting extends KernelObject {
    String link();

    Attribute attribute();

    @Override
    default ObjectKey key() {
        return new ObjectKey.OfSetting(link(), attribute());
    }

    /** Which attribute. */
    enum Attribute {
        MASTER,
        UP,
        MTU,
        ADDRGENMODE,
        ISOLATED;

        /** iproute2's word. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The link is a port of a bridge. */
    record Master(String link, String bridge) implements LinkSetting {
        @Override
        public Attribute attribute() {
            return Attribute.MASTER;
        }
    }

    /** The link is up; a link without this object is down. */
    record Up(String link) implements LinkSetting {
        @Override
        public Attribute attribute() {
            return Attribute.UP;
        }
    }

    /** @param mtu bytes */
    record Mtu(String link, int mtu) implements LinkSetting {
        @Override
        public Attribute attribute() {
            return Attribute.MTU;
        }
    }

    /**
     * How the kernel makes IPv6 link-local addresses.
     *
     * @param mode {@code IN6_ADDR_GEN_MODE_*} of linux/if_link.h: 0 eui64, 1 none, 2 stable secret, 3 random
     */
    record AddrGenMode(String link, int mode) implements LinkSetting {
        /** No link-local address by itself. */
        public static final int NONE = 1;

        @Override
        public Attribute attribute() {
            return Attribute.ADDRGENMODE;
        }
    }

    /** The bridge port does not forward to other isolated ports; a port without this object is not isolated. */
    record Isolated(String link) implements LinkSetting {
        @Override
        public Attribute attribute() {
            return Attribute.ISOLATED;
        }
    }
}
