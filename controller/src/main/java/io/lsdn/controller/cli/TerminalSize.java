package io.lsdn.controller.cli;

import io.lsdn.controller.report.ScreenSize;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The size of the terminal as stty(1) tells it, asked again once a second: a window may be resized. */
final class TerminalSize implements ScreenSize.Source {
    private static final Pattern ANSWER = Pattern.compile("(\\d{1,5}) (\\d{1,5})\\s*");
    private static final long NANOS_VALID = 1_000_000_000L;

    private ScreenSize size = ask();
    private long askedAt = System.nanoTime();

    @Override
    public ScreenSize size() {
        if (System.nanoTime() - askedAt > NANOS_VALID) {
            size = ask();
            askedAt = System.nanoTime();
        }
        return size;
    }

    private static ScreenSize ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var out = stty.getInputStream()) {
                return parse(new String(out.readNBytes(64), StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            return ScreenSize.USUAL;
        }
    }

    static ScreenSize parse(String answer) {
        Matcher m = ANSWER.matcher(answer);
        boolean known = m.matches() && Integer.parseInt(m.group(1)) > 0 && Integer.parseInt(m.group(2)) > 0;
        return known ? new ScreenSize(Integer.parseInt(m.group(2)), Integer.parseInt(m.group(1))) : ScreenSize.USUAL;
    }
}
