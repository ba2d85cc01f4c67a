package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.Match;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Subnet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a classic BPF program (linux/filter.h, linux/bpf_common.h) over an Ethernet frame, with labels to jump to. Jumps go
 * forward only. Such programs run on every kernel that has tc filters from programs; a kernel without {@code flower} does.
 */
final class PolicyProgram {
    private static final int LOAD_WORD = 0x20;
    private static final int LOAD_HALF = 0x28;
    private static final int LOAD_BYTE = 0x30;
    private static final int LOAD_WORD_AT_X = 0x40;
    private static final int LOAD_HALF_AT_X = 0x48;
    private static final int LOAD_BYTE_AT_X = 0x50;
    private static final int LOAD_LENGTH = 0x80;
    private static final int LOAD_X = 0x01;
    private static final int LOAD_X_IP_HEADER = 0xb1;
    private static final int SAVE = 0x02;
    private static final int RECALL = 0x60;
    private static final int ADD = 0x04;
    private static final int ADD_X = 0x0c;
    private static final int AND = 0x54;
    private static final int SHIFT_LEFT = 0x64;
    private static final int SHIFT_RIGHT = 0x74;
    private static final int SUBTRACT_X = 0x1c;
    private static final int TO_X = 0x07;
    private static final int FROM_X = 0x87;
    private static final int JUMP = 0x05;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_GREATER_OR_EQUAL = 0x35;
    private static final int JUMP_IF_ANY_BIT = 0x45;
    private static final int RETURN = 0x06;

    /** {@code SKF_AD_OFF}: where the kernel's own knowledge of a frame begins. */
    private static final int ANCILLARY = -0x1000;

    private static final int PACKET_TYPE = ANCILLARY + 4;
    private static final int MARK = ANCILLARY + 20;
    private static final int VLAN_TAG = ANCILLARY + 44;
    private static final int VLAN_TAG_PRESENT = ANCILLARY + 48;

    static final int ETHER_TYPE = 12;
    static final int SOURCE_MAC = 6;
    static final int DESTINATION_MAC = 0;
    private static final int MOST_SKIPPED = 0xff;

    /** {@code TC_ACT_*} of linux/pkt_cls.h as a program's result in direct action. */
    enum Verdict {
        NEXT_FILTER(-1),
        PASS(0),
        DROP(2);

        private final int code;

        Verdict(int code) {
            this.code = code;
        }
    }

    private record Jump(int at, String toIfTrue, String toIfFalse) {}

    private final List<Match.Bpf.Insn> instructions = new ArrayList<>();
    private final List<Jump> jumps = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private int fresh;

    /** A name for a label that no other has. */
    String newLabel() {
        return "~" + fresh++;
    }

    PolicyProgram label(String name) {
        labels.put(name, instructions.size());
        return this;
    }

    private PolicyProgram add(int code, int k) {
        instructions.add(new Match.Bpf.Insn(code, 0, 0, k));
        return this;
    }

    PolicyProgram word(int offset) {
        return add(LOAD_WORD, offset);
    }

    PolicyProgram half(int offset) {
        return add(LOAD_HALF, offset);
    }

    PolicyProgram octet(int offset) {
        return add(LOAD_BYTE, offset);
    }

    PolicyProgram wordAtX(int offset) {
        return add(LOAD_WORD_AT_X, offset);
    }

    PolicyProgram halfAtX(int offset) {
        return add(LOAD_HALF_AT_X, offset);
    }

    PolicyProgram octetAtX(int offset) {
        return add(LOAD_BYTE_AT_X, offset);
    }

    /** The length of the frame. */
    PolicyProgram length() {
        return add(LOAD_LENGTH, 0);
    }

    /** {@code PACKET_*} of linux/if_packet.h; 0 is what this host is sender of, or addressee. */
    PolicyProgram packetType() {
        return add(LOAD_WORD, PACKET_TYPE);
    }

    /** The mark of the packet, {@code skb->mark}. */
    PolicyProgram mark() {
        return add(LOAD_WORD, MARK);
    }

    /** Whether the kernel took an 802.1Q or 802.1ad tag off the frame. */
    PolicyProgram vlanTagPresent() {
        return add(LOAD_WORD, VLAN_TAG_PRESENT);
    }

    /** Priority and VLAN id of the tag that the kernel took off the frame; 0 if there was none. */
    PolicyProgram vlanTag() {
        return add(LOAD_WORD, VLAN_TAG);
    }

    PolicyProgram x(int value) {
        return add(LOAD_X, value);
    }

    /** X becomes the length of the IPv4 header that starts there. */
    PolicyProgram xIpHeader(int offset) {
        return add(LOAD_X_IP_HEADER, offset);
    }

    PolicyProgram toX() {
        return add(TO_X, 0);
    }

    PolicyProgram fromX() {
        return add(FROM_X, 0);
    }

    PolicyProgram minusX() {
        return add(SUBTRACT_X, 0);
    }

    PolicyProgram save(int slot) {
        return add(SAVE, slot);
    }

    PolicyProgram recall(int slot) {
        return add(RECALL, slot);
    }

    PolicyProgram plus(int value) {
        return add(ADD, value);
    }

    PolicyProgram plusX() {
        return add(ADD_X, 0);
    }

    PolicyProgram and(int mask) {
        return mask == -1 ? this : add(AND, mask);
    }

    PolicyProgram shiftLeft(int bits) {
        return add(SHIFT_LEFT, bits);
    }

    PolicyProgram shiftRight(int bits) {
        return add(SHIFT_RIGHT, bits);
    }

    PolicyProgram ret(Verdict verdict) {
        return ret(verdict.code);
    }

    PolicyProgram ret(int value) {
        return add(RETURN, value);
    }

    PolicyProgram jump(String to) {
        jumps.add(new Jump(instructions.size(), to, ""));
        return add(JUMP, 0);
    }

    PolicyProgram ifEqual(int value, String to) {
        return conditional(JUMP_IF_EQUAL, value, to, "");
    }

    PolicyProgram unlessEqual(int value, String to) {
        return conditional(JUMP_IF_EQUAL, value, "", to);
    }

    PolicyProgram ifAnyBit(int bits, String to) {
        return conditional(JUMP_IF_ANY_BIT, bits, to, "");
    }

    PolicyProgram unlessAtLeast(int value, String to) {
        return conditional(JUMP_IF_GREATER_OR_EQUAL, value, "", to);
    }

    private PolicyProgram conditional(int code, int value, String toIfTrue, String toIfFalse) {
        jumps.add(new Jump(instructions.size(), toIfTrue, toIfFalse));
        return add(code, value);
    }

    /** Goes on if the MAC that stands at an offset is this one. */
    PolicyProgram requireMac(int offset, MacAddress mac, String otherwise) {
        return word(offset)
                .unlessEqual((int) (mac.value() >>> 16), otherwise)
                .half(offset + 4)
                .unlessEqual((int) mac.value() & 0xffff, otherwise);
    }

    /** Goes on if the address that stands at an offset is in the subnet. */
    PolicyProgram requireIp(int offset, Subnet subnet, String otherwise) {
        ByteBuffer network = ByteBuffer.wrap(subnet.network().bytes());
        ByteBuffer masks = ByteBuffer.wrap(subnet.mask());
        for (int at = 0; masks.hasRemaining(); at += 4) {
            int value = network.getInt();
            int mask = masks.getInt();
            if (mask != 0) {
                word(offset + at).and(mask).unlessEqual(value, otherwise);
            }
        }
        return this;
    }

    int size() {
        return instructions.size();
    }

    Match.Bpf build() {
        var program = new ArrayList<>(instructions);
        for (Jump jump : jumps) {
            Match.Bpf.Insn insn = program.get(jump.at);
            int toIfTrue = distance(jump.at, jump.toIfTrue);
            program.set(
                    jump.at,
                    insn.code() == JUMP
                            ? new Match.Bpf.Insn(JUMP, 0, 0, toIfTrue)
                            : new Match.Bpf.Insn(
                                    insn.code(), near(toIfTrue), near(distance(jump.at, jump.toIfFalse)), insn.k()));
        }
        return new Match.Bpf(program);
    }

    private int distance(int from, String label) {
        Integer to = label.isEmpty() ? Integer.valueOf(from + 1) : labels.get(label);
        if (to == null || to <= from) {
            throw new IllegalStateException("no label " + label + " ahead");
        }
        return to - from - 1;
    }

    private static int near(int distance) {
        if (distance > MOST_SKIPPED) {
            throw new IllegalStateException("a conditional jump over " + distance + " instructions");
        }
        return distance;
    }
}
