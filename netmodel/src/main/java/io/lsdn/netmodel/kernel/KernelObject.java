package io.lsdn.netmodel.kernel;

/**
 * One thing that the kernel holds and a commit makes, changes or removes. What has equal {@link #key()}s is the same
 * thing with perhaps other attributes; what the kernel chooses by itself (ifindex, counters, handles) is no part of it.
 */
public sealed interface KernelObject permits Link, LinkSetting, FdbEntry, Qdisc, Filter {
    /** What makes it this thing and no other on its machine. */
    ObjectKey key();
}
