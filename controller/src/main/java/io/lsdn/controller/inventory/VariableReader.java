package io.lsdn.controller.inventory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Takes the variables of a host that are used, each with the type it has to have. */
final class VariableReader {
    private static final List<String> LOCAL = List.of("local", "ansible.builtin.local");
    static final List<String> CONNECTIONS = List.of(
            "ssh",
            "local",
            "smart",
            "ansible.builtin.ssh",
            "ansible.builtin.local",
            "paramiko",
            "paramiko_ssh",
            "ansible.builtin.paramiko_ssh");

    private static final Set<String> YES = Set.of("y", "yes", "on", "1", "true", "t", "1.0");
    private static final Set<String> NO = Set.of("n", "no", "off", "0", "false", "f", "0.0");

    private final Host host;
    private final Problems problems;

    VariableReader(Host host, Problems problems) {
        this.host = host;
        this.problems = problems;
    }

    /** A variable in use, by the name under which it was found. */
    private record Used(String name, Variable variable) {
        Value value() {
            return variable.value();
        }
    }

    static boolean isLocal(String connection) {
        return LOCAL.contains(connection);
    }

    /** The last of the names that has a value; a template or encrypted value is reported and left out. */
    private Optional<Used> find(String... names) {
        Optional<Used> found = Optional.empty();
        for (var name : names) {
            var variable = Optional.ofNullable(host.variables().get(name));
            found = variable.filter(v -> !(v.value() instanceof Value.Null))
                    .map(v -> new Used(name, v))
                    .or(keep(found));
        }
        return found.filter(this::isPlain);
    }

    private static java.util.function.Supplier<Optional<Used>> keep(Optional<Used> found) {
        return () -> found;
    }

    private boolean isPlain(Used used) {
        if (used.value().hasTemplate()) {
            report(
                    "inventory-jinja",
                    used,
                    "its value has a Jinja template, which is not supported",
                    "write the value itself, or give -i an executable that prints the inventory with it");
            return false;
        }
        if (used.value().hasVault()) {
            report(
                    "inventory-vault",
                    used,
                    "its value is encrypted by ansible-vault, which is not supported",
                    "give -i an executable that prints the inventory decrypted");
            return false;
        }
        return true;
    }

    /** Any text; numbers and booleans are taken as Python writes them, as Ansible does. */
    Optional<String> text(String... names) {
        return find(names).flatMap(this::scalar);
    }

    private Optional<String> scalar(Used used) {
        if (!used.value().isScalar()) {
            report("inventory-variable-type", used, "it is no text", "one value, not several");
            return Optional.empty();
        }
        return Optional.of(PythonText.str(used.value()));
    }

    /** Text that is not empty and has no control characters. */
    Optional<String> word(String... names) {
        return find(names).flatMap(used -> scalar(used).filter(text -> isWord(used, text)));
    }

    private boolean isWord(Used used, String text) {
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            report(
                    "inventory-variable-value",
                    used,
                    text.isBlank() ? "it is empty" : "it has a control character in it",
                    "leave it out to have the default");
            return false;
        }
        return true;
    }

    Optional<Secret> secret(String... names) {
        return text(names).map(Secret::new);
    }

    Optional<Boolean> bool(String... names) {
        return find(names).flatMap(used -> {
            var text = scalar(used);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            var word = text.orElseThrow().strip().toLowerCase(Locale.ROOT);
            if (!YES.contains(word) && !NO.contains(word)) {
                report("inventory-variable-type", used, "it is neither true nor false", "true, false, yes or no");
                return Optional.empty();
            }
            return Optional.of(YES.contains(word));
        });
    }

    Optional<Integer> port(String... names) {
        return find(names).flatMap(used -> {
            var number = wholeNumber(used.value()).filter(p -> p >= 1 && p <= 65535);
            if (number.isEmpty()) {
                report("inventory-port", used, "it is not a port", "a whole number from 1 to 65535");
            }
            return number;
        });
    }

    private static Optional<Integer> wholeNumber(Value value) {
        return switch (value) {
            case Value.Int(var i) when i.bitLength() < 32 -> Optional.of(i.intValue());
            case Value.Text(var t) when t.strip().matches("[0-9]{1,9}") -> Optional.of(Integer.parseInt(t.strip()));
            case Value.Unsafe(var t) when t.strip().matches("[0-9]{1,9}") -> Optional.of(Integer.parseInt(t.strip()));
            case Value _ -> Optional.empty();
        };
    }

    Optional<String> choice(String name, List<String> known) {
        return find(name).flatMap(used -> {
            var text = scalar(used).map(String::strip);
            if (text.filter(t -> !known.contains(t)).isPresent()) {
                report(
                        "inventory-variable-value",
                        used,
                        "'" + text.orElseThrow() + "' is not supported",
                        known.getFirst() + " is" + Nearest.hint(text.orElseThrow(), known));
                return Optional.empty();
            }
            return text;
        });
    }

    /** A path on the host. */
    Optional<String> absolutePath(String name) {
        return find(name)
                .flatMap(used -> scalar(used).filter(text -> {
                    boolean absolute = text.startsWith("/") && text.chars().noneMatch(Character::isISOControl);
                    if (!absolute) {
                        report("inventory-path", used, "it is not an absolute path", "it starts with '/', on the host");
                    }
                    return absolute;
                }));
    }

    /** One name, several with commas between them (INI has no other way to write a list without quotes), or a list. */
    Optional<List<String>> names(String name) {
        return find(name).flatMap(used -> switch (used.value()) {
            case Value.Mapping _ -> {
                report("inventory-variable-type", used, "it is a dictionary", "a name or a list of names");
                yield Optional.empty();
            }
            case Value.Sequence(var items) -> distinct(used, items);
            case Value.Tuple(var items) -> distinct(used, items);
            case Value one -> {
                var parts = PythonText.str(one).split(",", -1);
                yield distinct(
                        used,
                        java.util.Arrays.stream(parts)
                                .map(p -> (Value) new Value.Text(p.strip()))
                                .toList());
            }
        });
    }

    private Optional<List<String>> distinct(Used used, List<Value> items) {
        var names = new ArrayList<String>();
        var seen = new HashSet<String>();
        for (var item : items) {
            var name = PythonText.str(item);
            if (!item.isScalar() || item instanceof Value.Null || !isWord(used, name)) {
                report("inventory-variable-type", used, "not all of it are names", "a name or a list of names");
                return Optional.empty();
            }
            if (!seen.add(name)) {
                report("inventory-variable-value", used, "it names " + name + " twice", "");
                return Optional.empty();
            }
            names.add(name);
        }
        return Optional.of(names);
    }

    /** Variables of our own prefix that nothing reads are slips of the pen. */
    void warnOfUnknown(List<String> known) {
        host.variables().forEach((name, variable) -> {
            if (name.startsWith("lsdn_") && !known.contains(name)) {
                problems.warning(
                        "inventory-unknown-variable",
                        variable.definedAt(),
                        host.name(),
                        "nothing reads the variable " + name,
                        String.join(", ", known) + " are known" + Nearest.hint(name, known));
            }
        });
    }

    private void report(String code, Used used, String message, String hint) {
        problems.error(code, used.variable().definedAt(), host.name() + "." + used.name(), message, hint);
    }
}
