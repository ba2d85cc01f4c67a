package io.lsdn.hostrunner.netlink;

import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.Match;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The options of {@code bpf} with a classic program: {@code TCA_BPF_*} of linux/pkt_cls.h, {@code struct sock_filter} of
 * linux/filter.h.
 *
 * <p>A direct-action filter has no action that could carry our cookie, and the kernel forgets the name of a classic program.
 * So the cookie stands behind the program, in instructions that no path reaches: loads of its four words, and a return whose
 * value says that these are there and how many bytes count.
 */
final class Bpf {
    private static final int TCA_BPF_ACT = 1;
    private static final int TCA_BPF_OPS_LEN = 4;
    private static final int TCA_BPF_OPS = 5;
    private static final int TCA_BPF_FLAGS = 8;

    /** {@code TCA_BPF_FLAG_ACT_DIRECT}. */
    private static final int DIRECT = 1;

    private static final int INSTRUCTION = 8;

    /** {@code BPF_LD | BPF_IMM}. */
    private static final int LOAD = 0x00;

    /** {@code BPF_RET | BPF_K}. */
    private static final int RETURN = 0x06;

    /** The letters {@code lsd}; the lowest byte is the cookie's length. */
    private static final int COOKIE = 0x6c73_6400;

    private static final int COOKIE_BYTES = 16;
    private static final int COOKIE_INSTRUCTIONS = COOKIE_BYTES / 4 + 1;

    private Bpf() {}

    static void encode(MessageWriter m, Match.Bpf bpf, Filter filter, LinkTable links)
            throws LinkTable.UnknownLinkException {
        boolean direct = filter.actions().isEmpty();
        List<Match.Bpf.Insn> program =
                direct && !filter.cookie().isEmpty() ? withCookie(bpf.program(), filter.cookie()) : bpf.program();
        Actions.encode(m, TCA_BPF_ACT, filter, links);
        m.attributeU16(TCA_BPF_OPS_LEN, program.size());
        int instructions = m.begin(TCA_BPF_OPS);
        for (Match.Bpf.Insn insn : program) {
            m.u16(insn.code()).u8(insn.jt()).u8(insn.jf()).u32(insn.k());
        }
        m.end(instructions);
        if (direct) {
            m.attributeU32(TCA_BPF_FLAGS, DIRECT);
        }
    }

    private static List<Match.Bpf.Insn> withCookie(List<Match.Bpf.Insn> program, String cookie) {
        byte[] bytes = HexFormat.of().parseHex(cookie);
        byte[] padded = java.util.Arrays.copyOf(bytes, COOKIE_BYTES);
        var all = new ArrayList<Match.Bpf.Insn>(program);
        for (int i = 0; i < COOKIE_BYTES; i += 4) {
            all.add(new Match.Bpf.Insn(LOAD, 0, 0, Message.u32(padded, i)));
        }
        all.add(new Match.Bpf.Insn(RETURN, 0, 0, COOKIE | bytes.length));
        return all;
    }

    /** Empty for an eBPF program. */
    static Optional<FilterMessages.Options> decode(Attributes options, LinkTable links) {
        Optional<Attributes.Value> instructions = options.get(TCA_BPF_OPS);
        Optional<Actions.Read> actions = Actions.decode(options.nested(TCA_BPF_ACT), links);
        boolean direct = (options.u32(TCA_BPF_FLAGS, 0) & DIRECT) != 0;
        if (instructions.isEmpty()
                || actions.isEmpty()
                || direct == !actions.get().actions().isEmpty()) {
            return Optional.empty();
        }
        var program = new ArrayList<Match.Bpf.Insn>();
        Attributes.Value ops = instructions.get();
        for (int at = 0; at + INSTRUCTION <= ops.length(); at += INSTRUCTION) {
            int head = ops.u32(at);
            program.add(new Match.Bpf.Insn(head & 0xffff, head >>> 16 & 0xff, head >>> 24, ops.u32(at + 4)));
        }
        return Optional.of(
                direct ? withoutCookie(program) : new FilterMessages.Options(new Match.Bpf(program), actions.get()));
    }

    private static FilterMessages.Options withoutCookie(List<Match.Bpf.Insn> program) {
        int end = program.size() - COOKIE_INSTRUCTIONS;
        Match.Bpf.Insn last = program.getLast();
        int length = last.k() - COOKIE;
        if (end <= 0 || last.code() != RETURN || length < 1 || length > COOKIE_BYTES) {
            return new FilterMessages.Options(new Match.Bpf(program), List.of(), "");
        }
        byte[] cookie = new byte[length];
        for (int i = 0; i < length; i++) {
            cookie[i] = (byte) (program.get(end + i / 4).k() >>> 8 * (i % 4));
        }
        return new FilterMessages.Options(
                new Match.Bpf(program.subList(0, end)),
                List.of(),
                HexFormat.of().formatHex(cookie));
    }
}
