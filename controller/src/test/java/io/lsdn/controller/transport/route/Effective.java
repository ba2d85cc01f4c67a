package io.lsdn.controller.transport.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.controller.transport.Destination;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a host's settings are, in the words of {@code ssh -G}: as OpenSSH says and as we mean it. */
final class Effective {
    private Effective() {}

    /** What of it both sides can say in one way. */
    static Map<String, String> ours(Destination.Ssh ssh) {
        var said = new TreeMap<String, String>();
        said.put("hostname", ssh.host());
        said.put("port", String.valueOf(ssh.port()));
        said.put("user", ssh.login().user());
        said.put("identities", ssh.login().identities().toString());
        said.put("identitiesonly", ssh.login().identitiesOnly() ? "yes" : "no");
        said.put("hostkeyalias", ssh.hostKeys().alias().orElse(""));
        said.put("userknownhostsfile", ssh.hostKeys().userFiles().toString());
        said.put("connecttimeout", seconds(ssh.timeouts().connect()));
        said.put("serveraliveinterval", seconds(ssh.timeouts().keepAliveInterval()));
        said.put("jumps", jumps(ssh));
        return said;
    }

    private static String seconds(Duration d) {
        return String.valueOf(d.toSeconds());
    }

    private static String jumps(Destination.Ssh ssh) {
        return ssh.via()
                .map(v -> v.via().isPresent() ? jumps(v) + "," + v.host() : v.host())
                .orElse("");
    }

    static Map<String, String> openSsh(Path home, Path config, String host, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("ssh", "-G", "-F", config.toString()));
        command.addAll(List.of(arguments));
        command.add(host);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        var values = new TreeMap<String, List<String>>();
        said.lines().forEach(l -> {
            String[] words = l.split(" ", 2);
            values.computeIfAbsent(words[0], k -> new ArrayList<>()).add(words.length > 1 ? words[1] : "");
        });
        var theirs = new TreeMap<String, String>();
        for (String key : List.of("hostname", "port", "user", "identitiesonly")) {
            theirs.put(key, values.getOrDefault(key, List.of("")).getFirst());
        }
        theirs.put(
                "hostkeyalias", values.getOrDefault("hostkeyalias", List.of("")).getFirst());
        theirs.put(
                "connecttimeout",
                orOurs(values.getOrDefault("connecttimeout", List.of("")).getFirst(), "none"));
        theirs.put(
                "serveraliveinterval",
                orOurs(values.getOrDefault("serveraliveinterval", List.of("")).getFirst(), "0"));
        theirs.put(
                "userknownhostsfile",
                knownHosts(
                        home,
                        values.getOrDefault("userknownhostsfile", List.of("")).getFirst()));
        theirs.put("identities", identities(home, values, theirs, host));
        theirs.put(
                "jumps",
                values.containsKey("proxyjump")
                        ? Stream.of(values.getOrDefault("proxyjump", List.of(""))
                                        .getFirst()
                                        .split(","))
                                .map(j -> j.replaceFirst("^.*@", "")
                                        .replaceFirst("^\\[(.*)\\](:[0-9]+)?$", "$1")
                                        .replaceFirst("^([^:]*):[0-9]+$", "$1"))
                                .collect(Collectors.joining(","))
                        : "");
        return theirs;
    }

    /** Where OpenSSH has no time-out of its own, ours is ten seconds. */
    private static String orOurs(String value, String none) {
        return value.equals(none) ? "10" : value;
    }

    private static String knownHosts(Path home, String value) {
        return value.startsWith("/k/")
                ? "[/k/one, /k/t w o]"
                : List.of(home.resolve(".ssh/known_hosts"), home.resolve(".ssh/known_hosts2"))
                        .toString();
    }

    /** ssh -G prints them as they were written; the default ones come where none is named. */
    private static String identities(
            Path home, Map<String, List<String>> values, Map<String, String> said, String host) {
        return values.getOrDefault("identityfile", List.of()).stream()
                .map(f -> f.replaceFirst("^~", home.toString())
                        .replace("%h", String.valueOf(said.get("hostname")))
                        .replace("%r", String.valueOf(said.get("user")))
                        .replace("%p", String.valueOf(said.get("port")))
                        .replace("%n", host))
                .toList()
                .toString();
    }
}
