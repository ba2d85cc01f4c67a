package io.lsdn.netmodel.validate;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where something stands in the model: {@code nets.bookstore.virts.web.mac}. Of a list, an element is its index from 0.
 *
 * @param parts from the outermost; none is the topology itself
 */
public record ObjectPath(List<String> parts) {
    public static final ObjectPath ROOT = new ObjectPath(List.of());

    public ObjectPath {
        parts = List.copyOf(parts);
    }

    public static ObjectPath of(String... parts) {
        return new ObjectPath(List.of(parts));
    }

    public static ObjectPath settings(String name) {
        return of("settings", name);
    }

    public static ObjectPath phys(String name) {
        return of("physes", name);
    }

    public static ObjectPath net(String name) {
        return of("nets", name);
    }

    public static ObjectPath virt(String net, String virt) {
        return of("nets", net, "virts", virt);
    }

    /** Something inside of this. */
    public ObjectPath child(String... more) {
        return new ObjectPath(Stream.concat(parts.stream(), Stream.of(more)).toList());
    }

    /** What this stands in; of the topology itself, that. */
    public ObjectPath parent() {
        return parts.isEmpty() ? this : new ObjectPath(parts.subList(0, parts.size() - 1));
    }

    /** Whether this is that object, or stands in it. */
    public boolean isWithin(ObjectPath outer) {
        return parts.size() >= outer.parts.size()
                && parts.subList(0, outer.parts.size()).equals(outer.parts);
    }

    /** The parts with dots between them; for people, as names may have dots too. */
    @Override
    public String toString() {
        return String.join(".", parts);
    }
}
