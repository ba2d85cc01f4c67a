package io.lsdn.netmodel.wire;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Turns our records into bytes and back. A record is its components in order; one of a sealed interface is preceded by
 * its class's simple name; maps and sets are sorted, so equal values have equal bytes and a digest can be taken of
 * them. Known are records, sealed interfaces of them, enums, String, int, long, boolean, Optional, List, Set and Map
 * with String keys.
 *
 * <p>Decoding trusts nothing: what is malformed, too long or refused by a record's own constructor is a {@link
 * WireException}, and no length is believed before that many bytes are there. Not safe for several threads at once.
 */
public final class Codec {
    private final Map<Class<?>, Layout> layouts = new HashMap<>();

    private record Layout(Constructor<?> constructor, List<RecordComponent> components) {}

    /** @param type the record or sealed interface as which it will be read again */
    public byte[] encode(Object value, Class<?> type) {
        var out = new ByteWriter();
        write(out, value, type);
        return out.toBytes();
    }

    /** @throws WireException if the bytes are not exactly one value of that type */
    public <T> T decode(byte[] bytes, Class<T> type) throws WireException {
        var in = new ByteReader(bytes);
        T value = type.cast(read(in, type));
        if (in.remaining() != 0) {
            throw new WireException(in.remaining() + " bytes too many after a " + type.getSimpleName());
        }
        return value;
    }

    private void write(ByteWriter out, Object value, Type type) {
        Class<?> raw = raw(type);
        switch (value) {
            case String s -> out.string(s);
            case Integer i -> out.number(i);
            case Long l -> out.number(l);
            case Boolean b -> out.number(b ? 1 : 0);
            case Enum<?> e -> out.string(e.name());
            case Optional<?> o -> {
                out.number(o.isPresent() ? 1 : 0);
                o.ifPresent(v -> write(out, v, argument(type, 0)));
            }
            case List<?> l -> {
                out.number(l.size());
                l.forEach(v -> write(out, v, argument(type, 0)));
            }
            case Set<?> s -> writeSorted(out, s, argument(type, 0));
            case Map<?, ?> m -> {
                out.number(m.size());
                new TreeMap<>(m).forEach((k, v) -> {
                    write(out, k, String.class);
                    write(out, v, argument(type, 1));
                });
            }
            case Record r -> writeRecord(out, r, raw);
            default -> throw new IllegalArgumentException("no wire form for " + value.getClass());
        }
    }

    private void writeSorted(ByteWriter out, Set<?> set, Type element) {
        var encoded = new ArrayList<byte[]>();
        for (Object v : set) {
            var one = new ByteWriter();
            write(one, v, element);
            encoded.add(one.toBytes());
        }
        encoded.sort(Arrays::compareUnsigned);
        out.number(encoded.size());
        encoded.forEach(out::bytes);
    }

    private void writeRecord(ByteWriter out, Record r, Class<?> declared) {
        if (declared.isSealed()) {
            out.string(r.getClass().getSimpleName());
        }
        try {
            for (RecordComponent c : layout(r.getClass()).components()) {
                write(out, c.getAccessor().invoke(r), c.getGenericType());
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + r.getClass(), e);
        }
    }

    private Object read(ByteReader in, Type type) throws WireException {
        Class<?> raw = raw(type);
        if (raw == String.class) {
            return in.string();
        } else if (raw == int.class || raw == Integer.class) {
            return in.integer();
        } else if (raw == long.class || raw == Long.class) {
            return in.number();
        } else if (raw == boolean.class || raw == Boolean.class) {
            return in.bool();
        } else if (raw.isEnum()) {
            return constant(raw, in.string());
        } else if (raw == Optional.class) {
            return in.bool() ? Optional.of(read(in, argument(type, 0))) : Optional.empty();
        } else if (raw == List.class) {
            return readElements(in, argument(type, 0));
        } else if (raw == Set.class) {
            return new LinkedHashSet<>(readElements(in, argument(type, 0)));
        } else if (raw == Map.class) {
            return readMap(in, argument(type, 1));
        } else if (raw.isSealed()) {
            return readRecord(in, leaf(raw, in.string()));
        } else if (raw.isRecord()) {
            return readRecord(in, raw);
        }
        throw new IllegalArgumentException("no wire form for " + raw);
    }

    private List<Object> readElements(ByteReader in, Type element) throws WireException {
        int n = in.count();
        var list = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            list.add(read(in, element));
        }
        return list;
    }

    private Map<String, Object> readMap(ByteReader in, Type element) throws WireException {
        int n = in.count();
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < n; i++) {
            map.put(in.string(), read(in, element));
        }
        return map;
    }

    private Object readRecord(ByteReader in, Class<?> type) throws WireException {
        Layout layout = layout(type);
        Object[] values = new Object[layout.components().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(in, layout.components().get(i).getGenericType());
        }
        try {
            return layout.constructor().newInstance(values);
        } catch (InvocationTargetException e) {
            throw new WireException("a " + type.getSimpleName() + " that cannot be: " + e.getCause());
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("cannot make " + type, e);
        }
    }

    private Layout layout(Class<?> type) {
        return layouts.computeIfAbsent(type, t -> {
            List<RecordComponent> components = List.of(t.getRecordComponents());
            try {
                Constructor<?> constructor = t.getDeclaredConstructor(
                        components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
                constructor.setAccessible(true);
                for (RecordComponent c : components) {
                    c.getAccessor().setAccessible(true);
                }
                return new Layout(constructor, components);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("a record without its constructor: " + t, e);
            }
        });
    }

    private static Class<?> leaf(Class<?> sealed, String name) throws WireException {
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isSealed()) {
                for (Class<?> deeper : permitted.getPermittedSubclasses()) {
                    if (deeper.getSimpleName().equals(name)) {
                        return deeper;
                    }
                }
            } else if (permitted.getSimpleName().equals(name)) {
                return permitted;
            }
        }
        throw new WireException("no " + sealed.getSimpleName() + " is called " + name);
    }

    private static Object constant(Class<?> type, String name) throws WireException {
        for (Object c : type.getEnumConstants()) {
            if (((Enum<?>) c).name().equals(name)) {
                return c;
            }
        }
        throw new WireException("no " + type.getSimpleName() + " is called " + name);
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType p ? p.getRawType() : type);
    }

    private static Type argument(Type type, int i) {
        return ((ParameterizedType) type).getActualTypeArguments()[i];
    }
}
