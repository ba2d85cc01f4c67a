package io.lsdn.controller.transport.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One bastion on the way.
 *
 * @param host as it was given
 * @param said what is said about it where it is named
 */
record Jump(String host, SshSettings said) {
    /** {@code [user@]host[:port]}, or the same as a URI. */
    private static final Pattern SPEC = Pattern.compile(
            "(?:ssh://)?(?:(?<user>.+)@)?(?:\\[(?<v6>[^\\]]+)\\]|(?<host>[^:\\[\\]]+))(?::(?<port>[0-9]+))?/?");

    /** The bastions of a {@code ProxyJump}, the first to go to comes first; empty if it cannot be read. */
    static Optional<List<Jump>> parse(SshLine line) {
        var jumps = new ArrayList<Jump>();
        for (String spec : line.value().split(",", -1)) {
            Optional<Jump> jump = one(spec.strip(), line.origin(), new SshLayers(List.of()));
            if (jump.isEmpty()) {
                return Optional.empty();
            }
            jumps.add(jump.get());
        }
        return Optional.of(jumps);
    }

    /** The bastion of the old way to say it, {@code ssh -W %h:%p … BASTION}; empty if the command is another. */
    static Optional<Jump> ofCommand(SshLine line) {
        List<String> words = Words.split(line.value()).orElse(List.of());
        int start = !words.isEmpty() && words.getFirst().equals("exec") ? 1 : 0;
        if (words.size() <= start || !words.get(start).matches("(/.*/)?ssh")) {
            return Optional.empty();
        }
        SshArguments arguments = SshArguments.read(words.subList(start + 1, words.size()), line.origin());
        boolean forwards = arguments
                .first(SshArguments.FORWARD)
                .filter(f -> f.value().matches("%h:%p|\\[%h\\]:%p"))
                .isPresent();
        return forwards
                        && arguments.words().size() == 1
                        && arguments.settings().problems().isEmpty()
                ? one(arguments.words().getFirst(), line.origin(), new SshLayers(List.of(arguments.settings())))
                : Optional.empty();
    }

    private static Optional<Jump> one(String spec, String origin, SshLayers more) {
        Matcher m = SPEC.matcher(spec);
        if (!m.matches()) {
            return Optional.empty();
        }
        String host = Optional.ofNullable(m.group("v6")).orElseGet(() -> String.valueOf(m.group("host")));
        var said = new SshLayers(List.of(
                        SshLayers.single("user", Optional.ofNullable(m.group("user")), origin),
                        SshLayers.single("port", Optional.ofNullable(m.group("port")), origin)))
                .with(more);
        return Optional.of(new Jump(host, said.merged()));
    }
}
