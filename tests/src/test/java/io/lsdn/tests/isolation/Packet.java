package io.lsdn.tests.isolation;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes of a frame from the inside out: each method wraps what is there into the next header. */
@SuppressWarnings("ArrayRecordComponent") // on its way to a wire, never compared
record Packet(byte[] bytes) {
    static final int IPV4 = 0x0800;
    static final int ARP = 0x0806;
    static final int IPV6 = 0x86dd;
    static final int VLAN = 0x8100;
    static final int SERVICE_VLAN = 0x88a8;
    static final String EVERYBODY = "ff:ff:ff:ff:ff:ff";

    /** Long enough that no header behind it reads past the end. */
    static Packet marked(String marker) {
        return new Packet(Arrays.copyOf(("<<" + marker + ">>").getBytes(StandardCharsets.US_ASCII), 40));
    }

    /** An ARP request (RFC 826). */
    static Packet whoHas(String address, String senderMac, String sender) {
        return new Packet(concat(hex("0001080006040001"), mac(senderMac), ip(sender), new byte[6], ip(address)));
    }

    /** Duplicate address detection, router advertisements and the like need no more than this: an ICMPv6 message. */
    static Packet icmp6(int type, String source, String destination, Packet body) {
        byte[] message = concat(new byte[] {(byte) type, 0, 0, 0}, body.bytes);
        return withChecksum(message, 2, 58, source, destination).ip(58, source, destination);
    }

    Packet udp(int from, int to, String source, String destination) {
        return udpOnly(from, to, source, destination).ip(17, source, destination);
    }

    /** The UDP header without the IP header. */
    Packet udpOnly(int from, int to, String source, String destination) {
        byte[] message = concat(u16(from), u16(to), u16(8 + bytes.length), new byte[2], bytes);
        return withChecksum(message, 6, 17, source, destination);
    }

    private static Packet withChecksum(byte[] message, int at, int protocol, String source, String destination) {
        byte[] pseudo = concat(ip(source), ip(destination), u16(message.length), u16(protocol), message);
        int sum = sum(pseudo);
        message[at] = (byte) (sum >>> 8);
        message[at + 1] = (byte) sum;
        return new Packet(message);
    }

    Packet ip(int protocol, String source, String destination) {
        return source.contains(":")
                ? ip6(protocol, source, destination)
                : ip4(protocol, source, destination, 0, 0x4c44);
    }

    /**
     * @param fragment flags and offset in units of 8 bytes
     * @param id by which fragments are known to belong together
     */
    Packet ip4(int protocol, String source, String destination, int fragment, int id) {
        return ip4("45", new byte[0], protocol, source, destination, fragment, id);
    }

    /** With four options that say nothing. */
    Packet ip4WithOptions(int protocol, String source, String destination) {
        return ip4("46", new byte[] {1, 1, 1, 1}, protocol, source, destination, 0, 0x4c44);
    }

    private Packet ip4(
            String version, byte[] options, int protocol, String source, String destination, int fragment, int id) {
        byte[] header = concat(
                hex(version + "00"),
                u16(20 + options.length + bytes.length),
                u16(id),
                u16(fragment),
                new byte[] {64, (byte) protocol, 0, 0},
                ip(source),
                ip(destination),
                options);
        int sum = sum(header);
        header[10] = (byte) (sum >>> 8);
        header[11] = (byte) sum;
        return new Packet(concat(header, bytes));
    }

    Packet ip6(int next, String source, String destination) {
        return new Packet(concat(
                hex("60000000"),
                u16(bytes.length),
                new byte[] {(byte) next, (byte) 255},
                ip(source),
                ip(destination),
                bytes));
    }

    /** An IPv6 extension header of 8 bytes before it. */
    Packet behind(int next, int... rest) {
        byte[] header = new byte[8];
        header[0] = (byte) next;
        for (int i = 0; i < rest.length; i++) {
            header[1 + i] = (byte) rest[i];
        }
        return new Packet(concat(header, bytes));
    }

    /** RFC 7348. */
    Packet vxlan(int vni) {
        return new Packet(concat(hex("08000000"), u32(vni << 8), bytes));
    }

    /** RFC 8926, Ethernet in it. */
    Packet geneve(int vni) {
        return new Packet(concat(hex("00006558"), u32(vni << 8), bytes));
    }

    Packet ethernet(String destination, String source, int type) {
        return new Packet(concat(mac(destination), mac(source), u16(type), bytes));
    }

    /** With a tag (802.1Q, or 802.1ad by its type) behind the addresses of the frame. */
    Packet tagged(int type, int vid) {
        return new Packet(
                concat(Arrays.copyOf(bytes, 12), u16(type), u16(vid), Arrays.copyOfRange(bytes, 12, bytes.length)));
    }

    Packet part(int from, int to) {
        return new Packet(Arrays.copyOfRange(bytes, from, Math.min(to, bytes.length)));
    }

    int length() {
        return bytes.length;
    }

    String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] mac(String text) {
        return HexFormat.ofDelimiter(":").parseHex(text);
    }

    private static byte[] ip(String text) {
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] u16(int value) {
        return new byte[] {(byte) (value >>> 8), (byte) value};
    }

    private static byte[] u32(int value) {
        return concat(u16(value >>> 16), u16(value));
    }

    /** RFC 1071. */
    private static int sum(byte[] data) {
        int sum = 0;
        for (int i = 0; i < data.length; i += 2) {
            sum += (data[i] & 0xff) << 8 | (i + 1 < data.length ? data[i + 1] & 0xff : 0);
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return ~sum & 0xffff;
    }

    private static byte[] concat(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
