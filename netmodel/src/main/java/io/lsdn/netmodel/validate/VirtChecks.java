package io.lsdn.netmodel.validate;

import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Whether virts have what their net needs. */
final class VirtChecks {
    private VirtChecks() {}

    static void check(Topology t, Consumer<Problem> found) {
        for (Net net : t.nets().values()) {
            Map<MacAddress, Virt> owners = new HashMap<>();
            for (Virt virt : net.virts().values()) {
                attributes(net, Optional.ofNullable(t.settings().get(net.settings())), virt, found);
                virt.mac().ifPresent(mac -> mac(net, virt, mac, owners, found));
            }
        }
    }

    private static void attributes(Net net, Optional<Settings> settings, Virt virt, Consumer<Problem> found) {
        ObjectPath path = ObjectPath.virt(net.name(), virt.name());
        if (virt.interfaceName().isEmpty()) {
            found.accept(Problem.of(
                    ProblemCode.VIRT_LACKS_INTERFACE,
                    path.child("if"),
                    "the virt has no 'if'",
                    "give the host's end of its interface, for example if: tap0"));
        }
        if (virt.mac().isPresent()) {
            return;
        }
        String hint = "give its address, for example mac: 02:00:00:00:00:01";
        if (virt.portSecurity().orElse(net.portSecurity())) {
            found.accept(Problem.of(
                    ProblemCode.VIRT_LACKS_MAC,
                    path.child("mac"),
                    "port_security needs 'mac' of the virt, which has none",
                    hint,
                    path.child("port_security"),
                    ObjectPath.net(net.name()).child("port_security")));
        } else if (settings.filter(s -> !s.learns()).isPresent()) {
            found.accept(Problem.of(
                    ProblemCode.VIRT_LACKS_MAC,
                    path.child("mac"),
                    "net '" + net.name() + "' (" + settings.get().type()
                            + ") does not learn and needs 'mac' of the virt, which has none",
                    hint,
                    ObjectPath.net(net.name()).child("settings"),
                    ObjectPath.settings(net.settings())));
        }
    }

    private static void mac(Net net, Virt virt, MacAddress mac, Map<MacAddress, Virt> owners, Consumer<Problem> found) {
        ObjectPath path = ObjectPath.virt(net.name(), virt.name()).child("mac");
        if (mac.isGroup() || mac.isZero()) {
            found.accept(Problem.of(
                    ProblemCode.MAC_NOT_UNICAST,
                    path,
                    mac
                            + (mac.isZero()
                                    ? " is no interface's address"
                                    : " is a group address, which no interface can have"),
                    mac.isZero() ? "give the virt's own" : "the first byte of an interface's address is even"));
            return;
        }
        Virt owner = owners.putIfAbsent(mac, virt);
        if (owner != null) {
            found.accept(Problem.clash(
                    ProblemCode.MAC_DUPLICATE,
                    path,
                    "virts '" + owner.name() + "' and '" + virt.name() + "' of net '" + net.name()
                            + "' have one address, " + mac,
                    "give each its own",
                    ObjectPath.virt(net.name(), owner.name()).child("mac")));
        }
    }
}
