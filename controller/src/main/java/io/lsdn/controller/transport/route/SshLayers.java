package io.lsdn.controller.transport.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that is said about one host, in the order of who wins.
 *
 * @param layers the first that names an option is heard
 */
record SshLayers(List<SshSettings> layers) {
    SshLayers {
        layers = List.copyOf(layers);
    }

    /** One option, as if it stood there alone. */
    static SshSettings single(String keyword, Optional<String> value, String origin) {
        return new SshSettings(
                value.map(v -> Map.of(keyword, List.of(new SshLine(keyword, List.of(v), origin))))
                        .orElse(Map.of()),
                List.of());
    }

    /** Heard where none of these says anything. */
    SshLayers or(SshSettings last) {
        var all = new ArrayList<>(layers);
        all.add(last);
        return new SshLayers(all);
    }

    SshLayers with(SshLayers others) {
        var all = new ArrayList<>(layers);
        all.addAll(others.layers);
        return new SshLayers(all);
    }

    /** The same in one. */
    SshSettings merged() {
        var options = new LinkedHashMap<String, List<SshLine>>();
        layers.forEach(l -> l.options()
                .forEach((k, lines) ->
                        options.computeIfAbsent(k, n -> new ArrayList<>()).addAll(lines)));
        return new SshSettings(options, problems().toList());
    }

    Stream<SshLine> all(String keyword) {
        return layers.stream().flatMap(l -> l.all(keyword).stream());
    }

    Optional<SshLine> first(String keyword) {
        return all(keyword).findFirst();
    }

    Optional<String> value(String keyword) {
        return first(keyword).map(SshLine::value);
    }

    Stream<SshProblem> problems() {
        return layers.stream().flatMap(l -> l.problems().stream());
    }
}
