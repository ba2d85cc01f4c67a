package io.lsdn.controller.cli;

import io.lsdn.controller.hosts.HostAccess;
import io.lsdn.controller.rollout.GateWatch;
import io.lsdn.controller.rollout.HostGate;
import io.lsdn.controller.rollout.Opening;
import io.lsdn.controller.state.Invocation;
import io.lsdn.controller.transport.route.CommandLine;
import io.lsdn.netmodel.wire.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The way to hosts that an earlier rollout named: by what is said now, else by what was said then, else there is none. */
final class Hosts implements HostGate {
    private final HostGate known;
    private final Set<String> names;

    private Hosts(List<HostAccess> access, Gates gates) {
        this.known = gates.to(access);
        this.names = new LinkedHashSet<>(access.stream().map(HostAccess::host).toList());
    }

    /**
     * @param wanted all that will be asked for
     * @param now how hosts of the present inventory are reached
     * @param login for those that only the inventory of then has
     */
    static HostGate of(Surroundings s, Set<String> wanted, List<HostAccess> now, Invocation then, CommandLine login) {
        var access = new ArrayList<>(
                now.stream().filter(a -> wanted.contains(a.host())).toList());
        var missing = new LinkedHashSet<>(wanted);
        access.forEach(a -> missing.remove(a.host()));
        if (!missing.isEmpty()) {
            access.addAll(HostInput.named(s.in(Path.of(then.directory())), then.inventory(), missing, login)
                    .access());
        }
        return new Hosts(access, new Gates(s, login));
    }

    @Override
    public Opening open(String host, GateWatch watch) {
        return names.contains(host) ? known.open(host, watch) : new Opening.Unreachable(unknown(host));
    }

    @Override
    public Optional<Fault> reach(String host) {
        return names.contains(host) ? known.reach(host) : Optional.of(unknown(host));
    }

    private static Fault unknown(String host) {
        return new Fault("not-in-inventory", host + " is in no inventory any more", "name one that has it with -i");
    }
}
