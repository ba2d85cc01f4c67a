package io.lsdn.netmodel.validate;

import io.lsdn.netmodel.diagnostic.Severity;
import java.util.Locale;

/** What can be wrong with a model. The names are for scripts: they stay. */
public enum ProblemCode {
    NAME_INVALID,
    NAME_TOO_LONG,
    CONTEXT_INVALID,
    INTERFACE_NAME_INVALID,
    UNKNOWN_PHYS,
    UNKNOWN_SETTINGS,
    NO_DEFAULT_SETTINGS,
    VID_OUT_OF_RANGE,
    VID_DUPLICATE,
    /** Two nets have one VLAN id on different physes: one network, if these share a wire. */
    VLAN_ID_SHARED(Severity.WARNING),
    /** A net is attached to two physes that one machine claims. */
    NET_CLAIMED_TWICE,
    NETS_INCOMPATIBLE,
    DIRECT_INTERFACE_SHARED,
    INTERFACE_USED_TWICE,
    PHYS_LACKS_INTERFACE,
    PHYS_LACKS_IP,
    PHYS_IP_INVALID,
    PHYS_IP_DUPLICATE,
    IP_VERSIONS_MIXED,
    MCAST_IP_NOT_MULTICAST,
    MCAST_IP_VERSION,
    VIRT_PHYS_NOT_ATTACHED,
    VIRT_LACKS_INTERFACE,
    VIRT_LACKS_MAC,
    MAC_NOT_UNICAST,
    MAC_DUPLICATE,
    RULE_PRIO_OUT_OF_RANGE,
    RULE_PRIO_CLASH,
    RULE_DUPLICATE,
    /** More than fit into the program that the kernel runs for them. */
    RULES_TOO_MANY,
    RULE_IP_VERSIONS_MIXED,
    RATE_NOT_POSITIVE,
    RATE_BURST_TOO_LARGE,
    RATE_BURST_RATE_TOO_LOW,
    /** This version can not build it. */
    UNSUPPORTED;

    private final Severity severity;

    ProblemCode() {
        this(Severity.ERROR);
    }

    ProblemCode(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }

    /** In kebab-case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
