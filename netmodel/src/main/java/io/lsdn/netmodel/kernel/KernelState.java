package io.lsdn.netmodel.kernel;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Kernel objects by their keys, in the order in which they can be made. */
public record KernelState(Map<ObjectKey, KernelObject> objects) {
    public static final KernelState EMPTY = new KernelState(Map.of());

    public KernelState {
        objects = Collections.unmodifiableMap(new LinkedHashMap<>(objects));
    }

    /** @throws IllegalArgumentException if two objects have one key */
    public static KernelState of(Collection<? extends KernelObject> objects) {
        var byKey = new LinkedHashMap<ObjectKey, KernelObject>();
        for (KernelObject o : objects) {
            KernelObject twin = byKey.putIfAbsent(o.key(), o);
            if (twin != null && !twin.equals(o)) {
                throw new IllegalArgumentException("two objects are " + o.key() + ": " + twin + " and " + o);
            }
        }
        return new KernelState(byKey);
    }

    public Optional<KernelObject> get(ObjectKey key) {
        return Optional.ofNullable(objects.get(key));
    }
}
