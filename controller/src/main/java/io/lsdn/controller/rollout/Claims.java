package io.lsdn.controller.rollout;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.Severity;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.validate.Validator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which host is which phys, and what does not fit. */
final class Claims {
    /** More candidates than these help nobody. */
    private static final int MOST_CANDIDATES = 8;

    private final Topology topology;
    private final Map<String, Set<String>> byHost = new LinkedHashMap<>();
    private final Map<String, List<PlayHost>> byPhys = new LinkedHashMap<>();
    private final List<Diagnostic> problems = new ArrayList<>();

    private Claims(Topology topology) {
        this.topology = topology;
    }

    static Claims of(Topology topology, Collection<PlayHost> hosts) {
        var claims = new Claims(topology);
        hosts.forEach(claims::claim);
        hosts.forEach(claims::checkNames);
        hosts.forEach(claims::checkTogether);
        topology.physes().keySet().forEach(claims::checkPhys);
        return claims;
    }

    Set<String> of(PlayHost host) {
        return byHost.getOrDefault(host.name(), Set.of());
    }

    List<Diagnostic> problems() {
        return List.copyOf(problems);
    }

    private void claim(PlayHost host) {
        var claimed = new LinkedHashSet<>(host.physes().orElse(Set.of(host.name())));
        claimed.retainAll(topology.physes().keySet());
        byHost.put(host.name(), claimed);
        claimed.forEach(p -> byPhys.computeIfAbsent(p, _ -> new ArrayList<>()).add(host));
    }

    private void checkNames(PlayHost host) {
        for (String phys : host.physes().orElse(Set.of())) {
            if (!topology.physes().containsKey(phys)) {
                String free = candidates(topology.physes().keySet().stream()
                        .filter(p -> !byPhys.containsKey(p))
                        .toList());
                problems.add(error(
                        "claim-unknown-phys",
                        host,
                        "lsdn_phys names " + phys + ", but the topology has no such phys",
                        free.isEmpty() ? "every phys of the topology is claimed" : "nobody claims " + free));
            }
        }
    }

    private void checkPhys(String phys) {
        List<PlayHost> claimants = byPhys.getOrDefault(phys, List.of());
        if (claimants.isEmpty()) {
            String idle = candidates(byHost.entrySet().stream()
                    .filter(e -> e.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList());
            problems.add(new Diagnostic(
                    Severity.ERROR,
                    "phys-unclaimed",
                    Optional.empty(),
                    "physes." + phys,
                    "no host of the inventory claims this phys",
                    Optional.of("name a host " + phys + ", or set lsdn_phys=" + phys + " on the host that it is"
                            + (idle.isEmpty() ? "" : "; these claim nothing: " + idle))));
        }
        claimants.stream()
                .skip(1)
                .forEach(second -> problems.add(error(
                        "phys-claimed-twice",
                        second,
                        "claims phys " + phys + ", which host "
                                + claimants.getFirst().name() + " claims too",
                        "a phys is one machine: set lsdn_phys on one of them to what it is")));
    }

    /** What is right for each of its physes alone but not for a machine that is all of them. */
    private void checkTogether(PlayHost host) {
        Set<String> claims = of(host);
        if (claims.size() > 1) {
            Validator.validateClaim(topology, claims)
                    .forEach(p -> problems.add(new Diagnostic(
                            p.severity(),
                            p.code().text(),
                            host.at(),
                            "hosts." + host.name(),
                            "claims " + String.join(" and ", claims) + ", but " + p.message(),
                            p.hint())));
        }
    }

    private static Diagnostic error(String code, PlayHost host, String message, String hint) {
        return new Diagnostic(Severity.ERROR, code, host.at(), "hosts." + host.name(), message, Optional.of(hint));
    }

    private static String candidates(List<String> names) {
        String some = String.join(", ", names.stream().limit(MOST_CANDIDATES).toList());
        return names.size() > MOST_CANDIDATES ? some + " and " + (names.size() - MOST_CANDIDATES) + " more" : some;
    }
}
