package io.lsdn.controller.transport.route;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is said about one host, by arguments or by files.
 *
 * @param options by keyword in lower case; of each keyword the first given comes first
 * @param problems that stop the host
 */
record SshSettings(Map<String, List<SshLine>> options, List<SshProblem> problems) {
    static final SshSettings NONE = new SshSettings(Map.of(), List.of());

    /** {@code ProxyJump} and {@code ProxyCommand} compete: whichever is given first keeps the other out. */
    private static final String PROXY = "proxy";

    SshSettings {
        options = Map.copyOf(options);
        problems = List.copyOf(problems);
    }

    /** Under what a keyword is kept. */
    static String key(String keyword) {
        return keyword.equals("proxyjump") || keyword.equals("proxycommand") ? PROXY : keyword;
    }

    List<SshLine> all(String keyword) {
        return options.getOrDefault(key(keyword), List.of());
    }

    Optional<SshLine> first(String keyword) {
        return all(keyword).stream().findFirst();
    }
}
