package io.lsdn.controller.transport.openssh;

import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.ShellQuote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line for one host. Of ssh's options the first given counts, so what must not be otherwise stands in front: host keys
 * are always checked, on the way too, no connection of somebody else's is shared, and nobody is asked anything.
 *
 * @param words with the program in front and the host behind; the remote command is still missing
 * @param server whom the first connection goes to
 */
record SshCommand(List<String> words, String server) {
    private static final int MOST_JUMPS = 8;

    SshCommand {
        words = List.copyOf(words);
    }

    /** What came of making one. */
    sealed interface Made {
        record Ready(SshCommand command) implements Made {}

        record Wrong(String why, String hint) implements Made {}
    }

    static Made of(Destination.OpenSsh destination) {
        return switch (Ssh.settings(destination.arguments(), destination.host())) {
            case Ssh.Settings.Wrong(var why) -> new Made.Wrong(why, "see ssh -G " + destination.host());
            case Ssh.Settings.Known known -> new Making(destination, known).make();
        };
    }

    private record Making(Destination.OpenSsh destination, Ssh.Settings.Known known) {
        Made make() {
            String firstFile = known.value("userknownhostsfile").split(" ", 2)[0];
            if (destination.acceptNew() && (firstFile.equals("/dev/null") || firstFile.equals("none"))) {
                return new Made.Wrong(
                        "UserKnownHostsFile names no file that could remember a new host key, so a changed one would be"
                                + " taken too",
                        "name a file, or leave UserKnownHostsFile out");
            }
            var words = new ArrayList<>(List.of(Ssh.PROGRAM, "-T"));
            words.addAll(options(destination.password().isEmpty()));
            String server = known.value("hostname") + ":" + known.value("port");
            if (known.isSet("proxyjump")) {
                Optional<List<String>> hops = hops(known.value("proxyjump"), 0);
                if (hops.isEmpty()) {
                    return new Made.Wrong("ProxyJump leads in a circle, or ssh -G fails for a bastion", "");
                }
                words.addAll(List.of("-o", "ProxyCommand=" + proxy(hops.get())));
                server = hops.get().getFirst();
            }
            words.addAll(destination.arguments());
            words.addAll(timeouts());
            words.addAll(List.of("--", destination.host()));
            return new Made.Ready(new SshCommand(words, server));
        }

        /** For the host, and without questions for each bastion. */
        private List<String> options(boolean batch) {
            var options = new ArrayList<String>();
            for (String option : List.of(
                    "StrictHostKeyChecking=" + (destination.acceptNew() ? "accept-new" : "yes"),
                    "UpdateHostKeys=no",
                    "BatchMode=" + (batch ? "yes" : "no"),
                    "NumberOfPasswordPrompts=1",
                    "ControlMaster=no",
                    "ControlPath=none",
                    "RemoteCommand=none",
                    "RequestTTY=no",
                    "PermitLocalCommand=no",
                    "ClearAllForwardings=yes",
                    "ForkAfterAuthentication=no",
                    "StdinNull=no",
                    "SessionType=default",
                    "EscapeChar=none",
                    "LogLevel=ERROR")) {
                options.addAll(List.of("-o", option));
            }
            return options;
        }

        /** Where neither arguments nor files say them. */
        private List<String> timeouts() {
            var t = destination.timeouts();
            var options = new ArrayList<>(
                    List.of("-o", "ConnectTimeout=" + t.connect().toSeconds()));
            if (known.value("serveraliveinterval").equals("0")) {
                options.addAll(List.of(
                        "-o", "ServerAliveInterval=" + t.keepAliveInterval().toSeconds()));
                options.addAll(List.of("-o", "ServerAliveCountMax=" + t.keepAliveCount()));
            }
            return options;
        }

        /** The bastions, the first to go to comes first; the first may itself have some before it. */
        private static Optional<List<String>> hops(String jump, int depth) {
            var hops = new ArrayList<>(List.of(jump.split(",")));
            if (depth + hops.size() > MOST_JUMPS) {
                return Optional.empty();
            }
            String first = hops.getFirst();
            if (!(Ssh.settings(List.of(), uri(first)) instanceof Ssh.Settings.Known known)) {
                return Optional.empty();
            }
            if (!known.isSet("proxyjump")) {
                return Optional.of(hops);
            }
            return hops(known.value("proxyjump"), depth + hops.size()).map(before -> {
                var all = new ArrayList<>(before);
                all.addAll(hops);
                return all;
            });
        }

        private static String uri(String hop) {
            return hop.startsWith("ssh://") ? hop : "ssh://" + hop;
        }

        /** A command whose standard input and output lead to the last bastion's far side; each level is quoted once more. */
        private String proxy(List<String> hops) {
            String hop = hops.getLast();
            var words = new ArrayList<>(List.of(Ssh.PROGRAM));
            // A ClearAllForwardings would also clear -W.
            options(true).stream()
                    .map(o -> o.equals("ClearAllForwardings=yes") ? "ClearAllForwardings=no" : o)
                    .forEach(words::add);
            if (hops.size() > 1) {
                words.addAll(List.of(
                        "-o",
                        "ProxyCommand="
                                + proxy(hops.subList(0, hops.size() - 1)).replace("%", "%%")));
            } else {
                words.addAll(List.of("-o", "ProxyJump=none"));
            }
            words.addAll(ways(hop));
            words.addAll(List.of("-W", "[%h]:%p", "--", uri(hop)));
            return ShellQuote.words(words);
        }

        /** Keys and known hosts that were named for the host serve for its bastions too, where ssh_config names none for them. */
        private List<String> ways(String hop) {
            if (!(Ssh.settings(List.of(), uri(hop)) instanceof Ssh.Settings.Known own)) {
                return List.of();
            }
            var options = new ArrayList<String>();
            String files = own.value("userknownhostsfile");
            if (files.endsWith("/.ssh/known_hosts2") && known.isSet("userknownhostsfile")) {
                options.addAll(List.of("-o", "UserKnownHostsFile=" + files + " " + known.value("userknownhostsfile")));
            }
            if (known.isSet("identityfile")) {
                options.addAll(List.of("-o", "IdentityFile=\"" + known.value("identityfile") + '"'));
            }
            return options;
        }
    }
}
