package io.lsdn.hostrunner.netlink;

import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.Match;
import java.util.ArrayList;
import java.util.Optional;

/** The options of {@code u32}: {@code TCA_U32_*} of linux/pkt_cls.h, {@code struct tc_u32_sel} among them. */
final class U32 {
    private static final int TCA_U32_CLASSID = 1;
    private static final int TCA_U32_LINK = 3;
    private static final int TCA_U32_SEL = 5;
    private static final int TCA_U32_POLICE = 6;
    private static final int TCA_U32_ACT = 7;
    private static final int TCA_U32_INDEV = 8;
    private static final int TCA_U32_MARK = 10;

    /** {@code TC_U32_TERMINAL}: a packet that matches is classified. */
    private static final int TERMINAL = 1;

    private static final int SELECTOR = 16;
    private static final int KEY = 16;

    private U32() {}

    static void encode(MessageWriter m, Match.U32 u32, Filter filter, LinkTable links)
            throws LinkTable.UnknownLinkException {
        Actions.encode(m, TCA_U32_ACT, filter, links);
        int selector = m.begin(TCA_U32_SEL);
        m.u8(TERMINAL).u8(0).u8(u32.words().size()).zeros(SELECTOR - 3);
        for (Match.U32.Word word : u32.words()) {
            m.be32(word.mask())
                    .be32(word.value() & word.mask())
                    .u32(word.offset())
                    .u32(0);
        }
        m.end(selector);
    }

    /** Empty for the roots of hash tables, and for what uses more of u32 than words. */
    static Optional<FilterMessages.Options> decode(Attributes options, LinkTable links) {
        Optional<Attributes.Value> selector = options.get(TCA_U32_SEL);
        Optional<Actions.Read> actions = Actions.decode(options.nested(TCA_U32_ACT), links);
        boolean more = options.has(TCA_U32_LINK)
                || options.has(TCA_U32_POLICE)
                || options.has(TCA_U32_INDEV)
                || options.has(TCA_U32_MARK)
                || options.u32(TCA_U32_CLASSID, 0) != 0;
        if (selector.isEmpty() || actions.isEmpty() || more) {
            return Optional.empty();
        }
        var words = new ArrayList<Match.U32.Word>();
        Attributes.Value keys = selector.get();
        for (int at = SELECTOR; at + KEY <= keys.length(); at += KEY) {
            if (keys.u32(at + 12) != 0) {
                return Optional.empty();
            }
            words.add(new Match.U32.Word(
                    keys.u32(at + 8), Integer.reverseBytes(keys.u32(at + 4)), Integer.reverseBytes(keys.u32(at))));
        }
        return Optional.of(new FilterMessages.Options(new Match.U32(words), actions.get()));
    }
}
