package io.lsdn.netmodel.validate;

import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Names that can be written down everywhere, and interface names that the kernel takes. */
final class NameChecks {
    private static final int LONGEST_NAME = 63;
    /** IFNAMSIZ less the ending zero. */
    private static final int LONGEST_INTERFACE = 15;

    private static final Pattern CONTEXT = Pattern.compile("[a-z0-9-]{1,15}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    /** What dev_valid_name of the kernel refuses, and what could not be seen on a screen. */
    private static final Pattern NOT_IN_INTERFACE =
            Pattern.compile("[/:\\s\\p{Cntrl}]", Pattern.UNICODE_CHARACTER_CLASS);

    private NameChecks() {}

    static void check(Topology t, Consumer<Problem> found) {
        if (!CONTEXT.matcher(t.context()).matches()) {
            found.accept(Problem.of(
                    ProblemCode.CONTEXT_INVALID,
                    ObjectPath.of("context"),
                    "'" + t.context() + "' can not name a context",
                    "1 to 15 of a-z, 0-9 and '-'"));
        }
        t.settings().keySet().forEach(name -> name(name, ObjectPath.settings(name), found));
        t.physes().values().forEach(p -> {
            name(p.name(), ObjectPath.phys(p.name()), found);
            interfaceName(p.interfaceName(), ObjectPath.phys(p.name()), found);
        });
        t.nets().values().forEach(net -> net(net, found));
    }

    private static void net(Net net, Consumer<Problem> found) {
        name(net.name(), ObjectPath.net(net.name()), found);
        net.virts().values().forEach(v -> {
            ObjectPath path = ObjectPath.virt(net.name(), v.name());
            name(v.name(), path, found);
            interfaceName(v.interfaceName(), path, found);
        });
    }

    private static void name(String name, ObjectPath path, Consumer<Problem> found) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_NAME) {
            found.accept(Problem.of(
                    ProblemCode.NAME_TOO_LONG,
                    path,
                    "the name has " + bytes + " bytes",
                    "at most " + LONGEST_NAME + " are allowed"));
        } else if (!NAME.matcher(name).matches()) {
            found.accept(Problem.of(
                    ProblemCode.NAME_INVALID,
                    path,
                    "'" + name + "' can not be a name",
                    "letters and digits of ASCII, '_', '.' and '-', the first a letter, digit or '_'"));
        }
    }

    private static void interfaceName(Optional<String> name, ObjectPath owner, Consumer<Problem> found) {
        name.flatMap(NameChecks::interfaceFault)
                .ifPresent(fault -> found.accept(Problem.of(
                        ProblemCode.INTERFACE_NAME_INVALID,
                        owner.child("if"),
                        "'" + name.get() + "' can not be an interface: " + fault,
                        "as the kernel, 1 to 15 bytes without '/', ':' and spaces")));
    }

    private static Optional<String> interfaceFault(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_INTERFACE) {
            return Optional.of("it has " + bytes + " bytes");
        }
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return Optional.of("the kernel refuses that name");
        }
        return NOT_IN_INTERFACE.matcher(name).find()
                ? Optional.of("it has a character that the kernel refuses")
                : Optional.empty();
    }
}
