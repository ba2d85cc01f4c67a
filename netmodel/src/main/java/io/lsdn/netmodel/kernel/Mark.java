package io.lsdn.netmodel.kernel;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The alias by which a link is known as ours.
 *
 * @param context whose it is
 * @param object what it is in the model, for a person
 */
public record Mark(String context, String object) {
    private static final String PREFIX = "lsdn:";
    /** The first byte of our cookies; a context's name takes the other 15 of the 16 that there are at most. */
    private static final String COOKIE = "d5";

    private static final int LARGEST_HANDLE = 0x7fff;

    /** {@code lsdn:CONTEXT:OBJECT}, at most 255 bytes (IFALIASZ - 1). */
    public String alias() {
        return PREFIX + context + ":" + object;
    }

    /** @return empty if the alias is not one of ours */
    public static Optional<Mark> ofAlias(String alias) {
        int colon = alias.indexOf(':', PREFIX.length());
        return alias.startsWith(PREFIX) && colon > 0
                ? Optional.of(new Mark(alias.substring(PREFIX.length(), colon), alias.substring(colon + 1)))
                : Optional.empty();
    }

    /** The cookie by which the filters of a context are known, in hexadecimal: a byte of ours and the context's name. */
    public static String cookie(String context) {
        return COOKIE + HexFormat.of().formatHex(context.getBytes(StandardCharsets.US_ASCII));
    }

    /** The context whose filter a cookie marks; empty for a cookie that is not ours. */
    public static Optional<String> ofCookie(String cookie) {
        return cookie.startsWith(COOKIE) && cookie.length() > COOKIE.length()
                ? Optional.of(new String(
                        HexFormat.of().parseHex(cookie.substring(COOKIE.length())), StandardCharsets.US_ASCII))
                : Optional.empty();
    }

    /** The major number of the handle by which the root qdiscs of a context are known: 1 to 0x7fff, as above it the kernel chooses. */
    public static int handle(String context) {
        int number = 0;
        for (byte b : context.getBytes(StandardCharsets.US_ASCII)) {
            number = (number * 31 + b) % LARGEST_HANDLE;
        }
        return 1 + number;
    }
}
