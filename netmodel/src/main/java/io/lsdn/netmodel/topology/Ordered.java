package io.lsdn.netmodel.topology;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Unmodifiable copies that keep the order in which the user wrote things; {@link Map#copyOf} does not. */
final class Ordered {
    private Ordered() {}

    static <K, V> Map<K, V> map(Map<K, V> m) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(m));
    }

    static <T> Set<T> set(Collection<T> s) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(s));
    }
}
