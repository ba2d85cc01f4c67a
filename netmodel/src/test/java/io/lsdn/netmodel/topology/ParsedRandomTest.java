package io.lsdn.netmodel.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Round trips and noise; the seed of a failing run is in its message, {@code -Dlsdn.seed=} repeats it. */
final class ParsedRandomTest {
    private static final int ROUNDS = 20_000;

    private final long seed = Optional.ofNullable(Long.getLong("lsdn.seed")).orElseGet(System::nanoTime);
    private final Random random = new Random(seed);

    @Test
    void whatIsPrintedIsReadBackAsTheSameValue() {
        for (int i = 0; i < ROUNDS; i++) {
            MacAddress mac = new MacAddress(random.nextLong() >>> 16);
            assertSame(mac, MacAddress.parse(mac.toString()));
            assertSame(mac, MacAddress.parse(mac.toString().replace(':', '-').toUpperCase(Locale.ROOT)));
            assertSame(mac, MacAddress.parse(mac.toString().replace(":", "")));
            IpAddress v4 = new Ipv4Address(random.nextInt());
            assertSame(v4, IpAddress.parse(v4.toString()));
            IpAddress v6 = new Ipv6Address(sparse(), sparse());
            assertSame(v6, IpAddress.parse(v6.toString()));
            IpAddress any = random.nextBoolean() ? v4 : v6;
            Subnet subnet = new Subnet(any, random.nextInt(any.bits() + 1));
            assertSame(subnet, Subnet.parse(subnet.toString()));
            long number = random.nextLong() >>> 1 + random.nextInt(62);
            assertSame(number, WholeNumber.parse(Long.toString(number)));
            assertSame(number, WholeNumber.parse("0x" + Long.toHexString(number)));
            assertSame(number, Bandwidth.parse(number + "bit"));
            assertSame(number, Size.parse(number + "b"));
        }
    }

    @Test
    void masksAreReadAsTheirPrefixLengths() {
        for (int n = 0; n <= 32; n++) {
            Subnet subnet = new Subnet(new Ipv4Address(random.nextInt()), n);
            assertSame(subnet, Subnet.parse(subnet.network() + "/" + IpAddress.of(subnet.mask())));
        }
    }

    @Test
    void noiseIsRefusedOrUnderstoodButNeverACrash() {
        List<Function<String, Parsed<?>>> parsers = List.of(
                MacAddress::parse, IpAddress::parse, Subnet::parse, Bandwidth::parse, Size::parse, WholeNumber::parse);
        String alphabet = "0123456789abcdefxkmgtbips:.-/ %[]é\t٣\uD83D\uDE00";
        for (int i = 0; i < ROUNDS; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(24); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (Function<String, Parsed<?>> parser : parsers) {
                try {
                    assertEquals(parser.apply(text.toString()), parser.apply(text.toString()));
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed + ": '" + text + "'", e);
                }
            }
        }
    }

    private long sparse() {
        long value = random.nextLong();
        for (int group = 0; group < 4; group++) {
            if (random.nextBoolean()) {
                value &= ~(0xffffL << 16 * group);
            }
        }
        return value;
    }

    private <T> void assertSame(T expected, Parsed<T> parsed) {
        assertEquals(Parsed.ok(expected), parsed, () -> "seed " + seed);
    }
}
