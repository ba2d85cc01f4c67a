package io.lsdn.controller.lsctl;

import io.lsdn.netmodel.draft.NetDraft;
import io.lsdn.netmodel.draft.PhysDraft;
import io.lsdn.netmodel.draft.VirtDraft;
import java.util.Optional;

/**
 * In whose bodies a command stands.
 *
 * @param kind the innermost
 */
record Scope(Kind kind, Optional<NetDraft> net, Optional<PhysDraft> phys, Optional<VirtDraft> virt) {
    /** What can have a body. */
    enum Kind {
        ROOT("outside of all bodies"),
        NET("in a net"),
        PHYS("in a phys"),
        VIRT("in a virt");

        private final String place;

        Kind(String place) {
            this.place = place;
        }

        String place() {
            return place;
        }
    }

    static final Scope ROOT = new Scope(Kind.ROOT, Optional.empty(), Optional.empty(), Optional.empty());

    Scope in(NetDraft inner) {
        return new Scope(Kind.NET, Optional.of(inner), phys, Optional.empty());
    }

    Scope in(PhysDraft inner) {
        return new Scope(Kind.PHYS, net, Optional.of(inner), Optional.empty());
    }

    Scope in(VirtDraft inner) {
        return new Scope(Kind.VIRT, net, phys, Optional.of(inner));
    }
}
