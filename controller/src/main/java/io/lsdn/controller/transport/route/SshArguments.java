package io.lsdn.controller.transport.route;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
 * @param settings the options, and one problem for each argument that is refused
 * @param words what is neither an option nor belongs to one
 */
record SshArguments(SshSettings settings, List<String> words) {
    /** The pseudo-keyword of {@code -F}, which no file can have. */
    static final String CONFIG_FILE = "-f";

    /** The pseudo-keyword of {@code -W}. */
    static final String FORWARD = "-w";

    /** Short options with an argument, and what they are in ssh_config(5). */
    private static final Map<Character, String> WITH_ARGUMENT = Map.of(
            'i', "IdentityFile",
            'p', "Port",
            'l', "User",
            'J', "ProxyJump",
            'F', CONFIG_FILE,
            'W', FORWARD,
            'S', "ControlPath");

    /** Short options that change nothing for us: compression, loudness, no terminal, nothing forwarded, IPv4 or 6 as it comes. */
    private static final String IDLE_FLAGS = "CqvTxakn";

    private static final Set<String> HONOURED = Set.of(
            "certificatefile",
            "connecttimeout",
            "globalknownhostsfile",
            "hostkeyalias",
            "hostname",
            "identitiesonly",
            "identityagent",
            "identityfile",
            "passwordauthentication",
            "port",
            "preferredauthentications",
            "proxycommand",
            "proxyjump",
            "pubkeyauthentication",
            "serveralivecountmax",
            "serveraliveinterval",
            "stricthostkeychecking",
            "user",
            "userknownhostsfile",
            CONFIG_FILE,
            FORWARD);

    private static final Set<String> IDLE = Set.of(
            "addkeystoagent",
            "batchmode",
            "checkhostip",
            "compression",
            "controlmaster",
            "controlpath",
            "controlpersist",
            "hashknownhosts",
            "kbdinteractiveauthentication",
            "loglevel",
            "numberofpasswordprompts",
            "sendenv",
            "tcpkeepalive",
            "visualhostkey");

    /** Options that are taken when they ask for nothing. */
    private static final Set<String> IDLE_IF_NO = Set.of(
            "challengeresponseauthentication",
            "clearallforwardings",
            "exitonforwardfailure",
            "forwardagent",
            "forwardx11",
            "forwardx11trusted",
            "gssapiauthentication",
            "gssapidelegatecredentials",
            "permitlocalcommand",
            "requesttty",
            "updatehostkeys",
            "verifyhostkeydns");

    SshArguments {
        words = List.copyOf(words);
    }

    /**
     * Reads the text of a variable.
     *
     * @param origin the variable
     */
    static SshArguments parse(String text, String origin) {
        return Words.split(text)
                .map(words -> new Reading(origin).read(words))
                .orElseGet(() -> new SshArguments(
                        new SshSettings(
                                Map.of(),
                                List.of(new SshProblem(
                                        origin, "a quote is not closed, or nothing follows a backslash", ""))),
                        List.of()));
    }

    /** Words that a shell has split already. */
    static SshArguments read(List<String> words, String origin) {
        return new Reading(origin).read(words);
    }

    private static final class Reading {
        private final String origin;
        private final Map<String, List<SshLine>> options = new LinkedHashMap<>();
        private final List<SshProblem> problems = new ArrayList<>();
        private final List<String> words = new ArrayList<>();

        Reading(String origin) {
            this.origin = origin;
        }

        SshArguments read(List<String> all) {
            Deque<String> rest = new ArrayDeque<>(all);
            while (!rest.isEmpty()) {
                String word = rest.removeFirst();
                if (word.length() < 2 || word.charAt(0) != '-') {
                    words.add(word);
                } else {
                    flags(word, rest);
                }
            }
            return new SshArguments(new SshSettings(options, problems), words);
        }

        /** One word with a dash: flags in a row, the last of which may take the rest of the word or the next one. */
        private void flags(String word, Deque<String> rest) {
            for (int i = 1; i < word.length(); i++) {
                char flag = word.charAt(i);
                if (flag == 'o' || WITH_ARGUMENT.containsKey(flag)) {
                    String argument =
                            i + 1 < word.length() ? word.substring(i + 1) : rest.isEmpty() ? "" : rest.removeFirst();
                    if (argument.isEmpty()) {
                        problem("nothing follows -" + flag);
                    } else if (flag == 'o') {
                        option(argument);
                    } else {
                        String keyword = WITH_ARGUMENT.getOrDefault(flag, "");
                        take(keyword, new SshLine(keyword.toLowerCase(Locale.ROOT), List.of(argument), origin));
                    }
                    return;
                }
                if (IDLE_FLAGS.indexOf(flag) < 0) {
                    problem("-" + flag + " is not supported");
                }
            }
        }

        /** {@code Name=value} or {@code Name value}. */
        private void option(String text) {
            switch (SshLine.parse(text, origin)) {
                case SshLine.Reading.Line(var line) -> take(text.strip().split("[ \t=]", 2)[0], line);
                case SshLine.Reading.Nothing nothing -> problem("nothing follows -o");
                case SshLine.Reading.Wrong(var why) -> problem(why);
            }
        }

        private void take(String name, SshLine line) {
            if (HONOURED.contains(line.keyword())) {
                options.computeIfAbsent(SshSettings.key(line.keyword()), n -> new ArrayList<>())
                        .add(line);
            } else if (!IDLE.contains(line.keyword()) && !isIdle(line)) {
                problem(name + " is not supported");
            }
        }

        private void problem(String message) {
            problems.add(new SshProblem(origin, message, "take it out, or use --transport openssh"));
        }

        private static boolean isIdle(SshLine line) {
            String value = line.value().toLowerCase(Locale.ROOT);
            return IDLE_IF_NO.contains(line.keyword()) && (value.equals("no") || value.equals("false"))
                    || line.keyword().equals("addressfamily") && value.equals("any");
        }
    }

    Optional<SshLine> first(String keyword) {
        return settings.first(keyword);
    }

    /** As they are, but that words which belong to no option are problems. */
    SshSettings withoutWords(String origin) {
        if (words.isEmpty()) {
            return settings;
        }
        var problems = new ArrayList<>(settings.problems());
        words.forEach(w -> problems.add(new SshProblem(origin, "'" + w + "' is no option of ssh", "take it out")));
        return new SshSettings(settings.options(), problems);
    }
}
