package io.lsdn.netmodel.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParsedValueTest {
    @ParameterizedTest
    @CsvSource({
        "00:1a:2B:3c:4D:5e, 00:1a:2b:3c:4d:5e",
        "00-1a-2b-3c-4d-5e, 00:1a:2b:3c:4d:5e",
        "001a.2b3c.4d5e, 00:1a:2b:3c:4d:5e",
        "001A2B3C4D5E, 00:1a:2b:3c:4d:5e",
        "0:1:2:3:4:f, 00:01:02:03:04:0f",
        "14:10:11:12:13:14, 14:10:11:12:13:14",
    })
    void everySpellingOfAMacIsUnderstood(String text, String canonical) {
        assertEquals(canonical, value(MacAddress.parse(text)).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00:1a:2b:3c:4d",
                "00:1a:2b:3c:4d:5e:6f",
                "00:1a-2b:3c:4d:5e",
                "00:1a:2b:3c:4d:5g",
                "001a2b3c4d5",
                "00:1a:2b:3c:4d:",
                "001:a:2b:3c:4d:5e",
                "00.1a.2b.3c.4d.5e.",
                "001a:2b3c:4d5e",
                "001a-2b3c-4d5e",
                "٠٠:1a:2b:3c:4d:5e",
            })
    void whatIsNoMacIsRefused(String text) {
        assertRefused(MacAddress::parse, text);
    }

    @ParameterizedTest
    @CsvSource({
        "172.16.0.1, 172.16.0.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "fd00::1, fd00::1",
        "FD00:0:0:0:0:0:0:A, fd00::a",
        "::, ::",
        "1::, 1::",
        "::ffff:1.2.3.4, ::ffff:102:304",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "1:2:3:4:5:6:9.8.7.6, 1:2:3:4:5:6:908:706",
    })
    void addressesOfBothVersionsAreUnderstood(String text, String canonical) {
        assertEquals(canonical, value(IpAddress.parse(text)).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.256",
                "1.2.3.04",
                "1.2.3.4.5",
                "1..3.4",
                "1.2.3.-4",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "12345::",
                "fe80::1%eth0",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "[::1]",
                ":1:2:3:4:5:6:7",
            })
    void whatIsNoAddressIsRefused(String text) {
        assertRefused(IpAddress::parse, text);
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.98.0/24, 192.168.98.0/24",
        "192.168.98.77/24, 192.168.98.0/24",
        "192.168.98.0/255.255.254.0, 192.168.98.0/23",
        "10.0.0.0/255.0.0.0, 10.0.0.0/8",
        "0.0.0.0/0, 0.0.0.0/0",
        "0.0.0.0/0.0.0.0, 0.0.0.0/0",
        "192.168.99.3, 192.168.99.3/32",
        "192.168.99.3/255.255.255.255, 192.168.99.3/32",
        "fd00:1::5/32, fd00:1::/32",
        "fd00::5, fd00::5/128",
    })
    void everySpellingOfASubnetIsUnderstood(String text, String canonical) {
        assertEquals(canonical, value(Subnet.parse(text)).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3.4/33",
                "1.2.3.4/",
                "/24",
                "1.2.3.4/255.0.255.0",
                "fd00::/129",
                "fd00::/255.0.0.0",
                "1.2.3.4/-1",
                "1.2.3.4/8/8",
                "any"
            })
    void whatIsNoSubnetIsRefused(String text) {
        assertRefused(Subnet::parse, text);
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "7bit, 7",
        "64kbit, 64000",
        "10mbit, 10000000",
        "10MBit, 10000000",
        "3gbit, 3000000000",
        "2tbit, 2000000000000",
        "5kibit, 5120",
        "1mibit, 1048576",
        "1gibit, 1073741824",
        "1tibit, 1099511627776",
        "9bps, 72",
        "1kbps, 8000",
        "1mbps, 8000000",
        "1gbps, 8000000000",
        "1tbps, 8000000000000",
        "1kibps, 8192",
        "1mibps, 8388608",
        "1gibps, 8589934592",
        "1tibps, 8796093022208",
        "1.5mbit, 1500000",
        "0.0005kbit, 0",
        "10 mbit, 10000000",
        "0, 0",
    })
    void bandwidthsHaveTcsUnits(String text, long bits) {
        assertEquals(bits, value(Bandwidth.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "mbit", "10kb", "-1mbit", "1e6", "10mbits", "50%", "99999999999tbit", "1.mbit", "1,5mbit"})
    void whatIsNoBandwidthIsRefused(String text) {
        assertRefused(Bandwidth::parse, text);
    }

    @ParameterizedTest
    @CsvSource({
        "1500, 1500",
        "7b, 7",
        "64kb, 65536",
        "3k, 3072",
        "2mb, 2097152",
        "1M, 1048576",
        "1gb, 1073741824",
        "5g, 5368709120",
        "8kbit, 1024",
        "1mbit, 131072",
        "1gbit, 134217728",
        "1.5kb, 1536",
    })
    void sizesArePowersOf1024(String text, long bytes) {
        assertEquals(bytes, value(Size.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kb", "10kib", "-1", "1tb", "64kbps", "99999999999999999999gb"})
    void whatIsNoSizeIsRefused(String text) {
        assertRefused(Size::parse, text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "65535, 65535",
        "0xff, 255",
        "0X10, 16",
        "0x0a, 10",
        "9223372036854775807, 9223372036854775807"
    })
    void wholeNumbersAreDecimalOrHexadecimal(String text, long number) {
        assertEquals(number, value(WholeNumber.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "010", "-1", "+1", "1_000", "1.0", "9223372036854775808", "0xg", "ff", " 1", "١"})
    void whatIsNoWholeNumberIsRefused(String text) {
        assertRefused(WholeNumber::parse, text);
    }

    private static <T> T value(Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Ok<T>(T value) -> value;
            case Parsed.Bad<T>(String reason) -> throw new AssertionError(reason);
        };
    }

    private static <T> void assertRefused(Function<String, Parsed<T>> parser, String text) {
        assertInstanceOf(Parsed.Bad.class, parser.apply(text), text);
    }
}
