package io.lsdn.controller.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Finds the hosts of single patterns. */
final class PatternMatcher {
    /** {@code web[0]}, {@code web[-1]}, {@code web[1:3]}, {@code web[1:]}; {@code -} for {@code :} is of old. */
    private static final Pattern SUBSCRIPT =
            Pattern.compile("(?<body>.+)\\[(?:(?<index>-?[0-9]{1,9})|(?<start>[0-9]{1,9})[:-](?<end>[0-9]{0,9}))\\]");

    private final Inventory inventory;
    private final Problems problems;

    PatternMatcher(Inventory inventory, Problems problems) {
        this.inventory = inventory;
        this.problems = problems;
    }

    List<Host> match(HostPattern.Part part) {
        var whole = part.body();
        var host = inventory.host(whole);
        boolean alsoGroup = inventory.group(whole).isPresent();
        if (host.isPresent() && (part.text().equals(whole) || !alsoGroup)) {
            return List.of(host.orElseThrow());
        }
        var m = SUBSCRIPT.matcher(whole);
        if (whole.startsWith("~") || !m.matches()) {
            return named(part, whole);
        }
        var hosts = named(part, m.group("body"));
        return hosts.isEmpty() ? hosts : subscript(part, hosts, m);
    }

    private List<Host> subscript(HostPattern.Part part, List<Host> hosts, java.util.regex.Matcher m) {
        var index = Optional.ofNullable(m.group("index"));
        var end = index.isPresent() ? "0" : m.group("end");
        int start = Integer.parseInt(index.orElseGet(() -> m.group("start")));
        // An end of 0 means the one host at the start, as in Ansible.
        if (!end.isEmpty() && Integer.parseInt(end) == 0) {
            int at = start < 0 ? hosts.size() + start : start;
            if (at < 0 || at >= hosts.size()) {
                problems.error(
                        "pattern-subscript",
                        part.at(),
                        part.text(),
                        "there are only " + hosts.size() + " hosts",
                        "subscripts count from 0");
                return List.of();
            }
            return List.of(hosts.get(at));
        }
        int last = end.isEmpty() ? hosts.size() - 1 : Math.min(Integer.parseInt(end), hosts.size() - 1);
        return start > last ? List.of() : hosts.subList(start, last + 1);
    }

    private List<Host> named(HostPattern.Part part, String expression) {
        var test = test(part, expression);
        if (test.isEmpty()) {
            return List.of();
        }
        var groups =
                inventory.groups().keySet().stream().filter(test.orElseThrow()).toList();
        var hosts = new ArrayList<Host>();
        groups.forEach(g -> hosts.addAll(inventory.hostsOf(g)));
        boolean open = expression.startsWith("~") || expression.matches("(?s).*[.?*\\[].*");
        if (groups.isEmpty() || open) {
            inventory.hosts().values().stream()
                    .filter(h -> test.orElseThrow().test(h.name()))
                    .forEach(hosts::add);
        }
        if (hosts.isEmpty() && groups.isEmpty()) {
            reportNoMatch(part, expression);
        }
        // A host that two matching groups share counts twice where a subscript is taken, as in Ansible.
        return hosts;
    }

    private Optional<Predicate<String>> test(HostPattern.Part part, String expression) {
        if (!expression.startsWith("~")) {
            var glob = Glob.compile(expression);
            return Optional.of(name -> glob.matcher(name).matches());
        }
        try {
            // Python writes named groups (?P<name>…).
            var regex = Pattern.compile(expression.substring(1).replace("(?P<", "(?<"));
            return Optional.of(name -> regex.matcher(name).lookingAt());
        } catch (PatternSyntaxException e) {
            problems.error(
                    "pattern-regex",
                    part.at(),
                    part.text(),
                    "not a regular expression: " + e.getDescription().toLowerCase(java.util.Locale.ROOT),
                    "");
            return Optional.empty();
        }
    }

    private void reportNoMatch(HostPattern.Part part, String expression) {
        if (expression.startsWith("~") || expression.matches("(?s).*[?*\\[].*")) {
            problems.warning("pattern-no-match", part.at(), part.text(), "no host or group matches", "");
            return;
        }
        var known = Stream.concat(inventory.hosts().keySet().stream(), inventory.groups().keySet().stream())
                .distinct()
                .toList();
        var separators = expression.contains(":") ? "; where there is a comma, ':' does not separate" : "";
        problems.error(
                "pattern-unknown-name",
                part.at(),
                part.text(),
                "no host or group has this name",
                "an empty section [" + expression + "] would make it a known group"
                        + Nearest.hint(expression, known)
                        + separators);
    }
}
