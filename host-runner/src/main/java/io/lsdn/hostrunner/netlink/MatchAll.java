package io.lsdn.hostrunner.netlink;

import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.Match;
import java.util.Optional;

/** The options of {@code matchall}: {@code TCA_MATCHALL_*} of linux/pkt_cls.h. */
final class MatchAll {
    private static final int TCA_MATCHALL_ACT = 2;

    private MatchAll() {}

    static void encode(MessageWriter m, Filter filter, LinkTable links) throws LinkTable.UnknownLinkException {
        Actions.encode(m, TCA_MATCHALL_ACT, filter, links);
    }

    static Optional<FilterMessages.Options> decode(Attributes options, LinkTable links) {
        Optional<Actions.Read> actions = Actions.decode(options.nested(TCA_MATCHALL_ACT), links);
        return actions.isPresent()
                ? Optional.of(new FilterMessages.Options(new Match.All(), actions.get()))
                : Optional.empty();
    }
}
