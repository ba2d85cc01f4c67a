package io.lsdn.controller.transport.openssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The system's ssh(1), asked what it would do: {@code ssh -G}. */
final class Ssh {
    static final String PROGRAM = "ssh";

    private Ssh() {}

    /** What came of asking. */
    sealed interface Settings {
        /**
         * The options that are in force for a host, as ssh prints them.
         *
         * @param options by keyword in lower case, the last of several
         */
        record Known(Map<String, String> options) implements Settings {
            public Known {
                options = Map.copyOf(options);
            }

            /** Empty where ssh prints none. */
            String value(String keyword) {
                return options.getOrDefault(keyword, "");
            }

            boolean isSet(String keyword) {
                return !value(keyword).isEmpty() && !value(keyword).equals("none");
            }
        }

        /** ssh is missing, or finds a mistake in its arguments or files. */
        record Wrong(String why) implements Settings {}
    }

    static Settings settings(List<String> arguments, String host) {
        var command = new ArrayList<>(List.of(PROGRAM, "-G"));
        command.addAll(arguments);
        command.addAll(List.of("--", host));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                return new Settings.Wrong(said.strip());
            }
            return new Settings.Known(parse(said));
        } catch (IOException e) {
            return new Settings.Wrong("there is no program " + PROGRAM + " that can be started here");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Settings.Wrong("interrupted");
        }
    }

    private static Map<String, String> parse(String said) {
        var options = new HashMap<String, String>();
        said.lines().forEach(line -> {
            String[] words = line.split(" ", 2);
            if (words.length == 2) {
                options.put(words[0].toLowerCase(Locale.ROOT), words[1]);
            }
        });
        return options;
    }
}
