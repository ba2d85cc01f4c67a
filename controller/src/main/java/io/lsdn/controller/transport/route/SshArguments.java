package io.lsdn.controller.transport.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Arguments of ssh(1), as inventories have them. What means nothing for one connection without terminal is taken and left; what
 * would mean something that is not done here is refused by name.
 *
 * @param options values by the option's name in lower case, as ssh_config(5) has them; the first given comes first
 * @param problems one line for each argument that is refused
 */
record SshArguments(Map<String, List<String>> options, List<String> problems) {
    /** Short options with an argument, and what they are in ssh_config(5). */
    private static final Map<Character, String> WITH_ARGUMENT = Map.of(
            'i', "IdentityFile",
            'p', "Port",
            'l', "User",
            'J', "ProxyJump",
            'F', "ConfigFile",
            'S', "ControlPath");

    /** Short options that change nothing for us: compression, loudness, no terminal, nothing forwarded. */
    private static final String IDLE_FLAGS = "CqvTxak";

    private static final Set<String> HONOURED = Set.of(
            "connecttimeout",
            "globalknownhostsfile",
            "hostkeyalias",
            "identitiesonly",
            "identityagent",
            "identityfile",
            "passwordauthentication",
            "port",
            "serveralivecountmax",
            "serveraliveinterval",
            "stricthostkeychecking",
            "user",
            "userknownhostsfile");

    private static final Set<String> IDLE = Set.of(
            "addkeystoagent",
            "batchmode",
            "checkhostip",
            "compression",
            "controlmaster",
            "controlpath",
            "controlpersist",
            "kbdinteractiveauthentication",
            "loglevel",
            "sendenv",
            "tcpkeepalive",
            "visualhostkey");

    /** Options that are taken when they ask for nothing. */
    private static final Set<String> IDLE_IF_NO = Set.of(
            "exitonforwardfailure",
            "forwardagent",
            "forwardx11",
            "forwardx11trusted",
            "gssapiauthentication",
            "gssapidelegatecredentials",
            "requesttty",
            "updatehostkeys",
            "verifyhostkeydns");

    SshArguments {
        options = Map.copyOf(options);
        problems = List.copyOf(problems);
    }

    Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    List<String> all(String name) {
        return options.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    static SshArguments parse(String text) {
        return Words.split(text)
                .map(words -> new Reading().read(words))
                .orElseGet(() ->
                        new SshArguments(Map.of(), List.of("a quote is not closed, or nothing follows a backslash")));
    }

    private static final class Reading {
        private final Map<String, List<String>> options = new LinkedHashMap<>();
        private final List<String> problems = new ArrayList<>();

        SshArguments read(List<String> words) {
            var rest = new java.util.ArrayDeque<>(words);
            while (!rest.isEmpty()) {
                String word = rest.removeFirst();
                if (word.length() < 2 || word.charAt(0) != '-') {
                    problems.add("'" + word + "' is no option of ssh");
                } else {
                    flags(word, rest);
                }
            }
            return new SshArguments(options, problems);
        }

        /** One word with a dash: flags in a row, the last of which may take the rest of the word or the next one. */
        private void flags(String word, java.util.ArrayDeque<String> rest) {
            for (int i = 1; i < word.length(); i++) {
                char flag = word.charAt(i);
                if (flag == 'o' || WITH_ARGUMENT.containsKey(flag)) {
                    String argument =
                            i + 1 < word.length() ? word.substring(i + 1) : rest.isEmpty() ? "" : rest.removeFirst();
                    if (argument.isEmpty()) {
                        problems.add("nothing follows -" + flag);
                    } else if (flag == 'o') {
                        option(argument);
                    } else {
                        option(WITH_ARGUMENT.get(flag) + "=" + argument);
                    }
                    return;
                }
                if (IDLE_FLAGS.indexOf(flag) < 0) {
                    problems.add("-" + flag + " is not supported");
                }
            }
        }

        /** {@code Name=value} or {@code Name value}. */
        private void option(String text) {
            String[] parts = text.strip().split("[ \t]*=[ \t]*|[ \t]+", 2);
            String name = parts[0].toLowerCase(Locale.ROOT);
            String value = parts.length < 2 ? "" : parts[1].strip();
            if (value.isEmpty()) {
                problems.add(parts[0] + " has no value");
            } else if (HONOURED.contains(name)) {
                options.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
            } else if (!IDLE.contains(name) && !isIdle(name, value.toLowerCase(Locale.ROOT))) {
                problems.add(parts[0] + " is not supported");
            }
        }

        private static boolean isIdle(String name, String value) {
            return switch (name) {
                case "configfile" -> value.equals("/dev/null") || value.equals("none");
                case "proxyjump", "proxycommand" -> value.equals("none");
                case "pubkeyauthentication" -> value.equals("yes");
                default -> IDLE_IF_NO.contains(name) && (value.equals("no") || value.equals("false"));
            };
        }
    }
}
