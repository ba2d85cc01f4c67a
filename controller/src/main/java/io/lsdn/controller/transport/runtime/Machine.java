package io.lsdn.controller.transport.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a program runs on.
 *
 * @param arch as {@code uname -m} says it: {@code x86_64}, {@code aarch64} …
 * @param libc {@code gnu} or {@code musl}
 */
public record Machine(String arch, String libc) {
    private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};
    private static final int PT_INTERP = 3;
    /** Where the program headers and the interpreter's name are, in every executable of a Java. */
    static final int HEAD = 64 * 1024;

    /** By the header of a 64-bit ELF executable (elf(5)), of which the first {@value #HEAD} bytes suffice; empty for anything else. */
    static Optional<Machine> of(byte[] head) {
        if (head.length < 64 || !java.util.Arrays.equals(head, 0, 4, MAGIC, 0, 4) || head[4] != 2) {
            return Optional.empty();
        }
        var elf = ByteBuffer.wrap(head).order(head[5] == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        String arch = arch(elf.getShort(18) & 0xffff, elf.order());
        return interpreter(elf).map(i -> new Machine(arch, i.contains("ld-musl") ? "musl" : "gnu"));
    }

    private static Optional<String> interpreter(ByteBuffer elf) {
        long table = elf.getLong(32);
        int size = elf.getShort(54) & 0xffff;
        int count = elf.getShort(56) & 0xffff;
        for (int i = 0; i < count; i++) {
            long at = table + (long) i * size;
            if (at < 0 || at > elf.capacity() - 56) {
                return Optional.empty();
            }
            if (elf.getInt((int) at) == PT_INTERP) {
                return text(elf, elf.getLong((int) at + 8), elf.getLong((int) at + 32));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(ByteBuffer elf, long at, long length) {
        if (at < 0 || length < 0 || length > 4096 || at > elf.capacity() - length) {
            return Optional.empty();
        }
        var name = new byte[(int) length];
        elf.get((int) at, name);
        return Optional.of(new String(name, StandardCharsets.UTF_8));
    }

    /** The numbers of elf.h, for what Java 25 is built for. */
    private static String arch(int machine, ByteOrder order) {
        return switch (machine) {
            case 62 -> "x86_64";
            case 183 -> "aarch64";
            case 243 -> "riscv64";
            case 22 -> "s390x";
            case 21 -> order == ByteOrder.LITTLE_ENDIAN ? "ppc64le" : "ppc64";
            case 258 -> "loongarch64";
            default -> "machine-" + machine;
        };
    }

    @Override
    public String toString() {
        return arch + " (" + libc + ')';
    }
}
