package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The hosts that one pattern of a source names.
 *
 * @param names after expansion of its ranges
 */
record NamedHosts(List<String> names, Optional<BigInteger> port) {
    /** Empty, with the reason among the problems, if the pattern is malformed. */
    static Optional<NamedHosts> expand(String pattern, SourceLocation at, Problems problems) {
        if (pattern.isEmpty()) {
            problems.error("inventory-host-name", at, "", "a host name is empty", "");
            return Optional.empty();
        }
        var address = HostAddress.parse(pattern);
        var host = address.map(HostAddress::host).orElse(pattern);
        var port = address.flatMap(HostAddress::port);
        return switch (HostRange.expand(host)) {
            case HostRange.Malformed(var why) -> {
                problems.error("inventory-host-range", at, pattern, why, "as in web[01:20] or db-[a:f]");
                yield Optional.empty();
            }
            case HostRange.Names(var names) -> {
                if (names.isEmpty()) {
                    problems.warning(
                            "inventory-empty-range", at, pattern, "the range ends before it begins: no host", "");
                }
                yield Optional.of(new NamedHosts(names, port));
            }
        };
    }
}
