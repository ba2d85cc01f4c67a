package io.lsdn.tests.build;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;

/** What {@link LinkCallsTest} lets be linked: records of every kind of component, and switches over types, with guards too. */
@SuppressWarnings("ArrayRecordComponent")
@NullUnmarked // null is among what is tried
public final class Sample implements Supplier<List<Object>> {
    sealed interface Shape {}

    record Dot() implements Shape {}

    record Every(
            boolean flag,
            byte small,
            char letter,
            short few,
            int number,
            long many,
            float part,
            double share,
            String text,
            int[] array)
            implements Shape {}

    record Pair<T>(T first, T second) implements Shape {}

    private static final int[] ARRAY = {1};

    private static Every every(double share, String text) {
        return new Every(true, (byte) 2, 'c', (short) 4, 5, 6L, 7f, share, text, ARRAY);
    }

    private static String kind(Object o) {
        return switch (o) {
            case null -> "nothing";
            case Pair<?>(Integer a, Integer b) when a > b -> "falling";
            case Pair<?>(var a, var _) when a == null -> "half";
            case Pair<?> _ -> "pair";
            case Every e when e.number() > 5 -> "big";
            case Every e -> e.text();
            case Dot _ -> "dot";
            case String s -> s;
            default -> o.getClass().getSimpleName();
        };
    }

    private static int order(Shape shape) {
        return switch (shape) {
            case Dot _ -> 1;
            case Every _ -> 2;
            case Pair<?> _ -> 3;
        };
    }

    /** Everything that the linked methods say, for comparison with what the unlinked ones do. */
    @Override
    public List<Object> get() {
        Every every = every(0.5, "text");
        Every array = new Every(false, (byte) -1, 'd', (short) -4, -5, -6L, -7f, Double.NaN, "x", ARRAY);
        Every same = array;
        return List.of(
                new Dot().toString(),
                new Dot().hashCode(),
                new Dot().equals(new Dot()),
                every.toString().replaceAll("@.*", ""),
                every.equals(every(0.5, "text")),
                every.equals(every(0.25, "text")),
                every.equals(every(0.5, "other")),
                every.equals(new Object()),
                every.hashCode() == every(0.5, "text").hashCode(),
                array.equals(same),
                every(Double.NaN, "a").equals(every(Double.NaN, "a")),
                every(0.0, "a").equals(every(-0.0, "a")),
                new Pair<>(null, 1).toString(),
                new Pair<>(1, "x").hashCode(),
                new Pair<>(null, null).equals(new Pair<>(null, null)),
                kind(new Pair<>(2, 1)),
                kind(new Pair<>(null, 1)),
                kind(new Pair<>(1, 2)),
                kind(every),
                kind(new Dot()),
                kind("words"),
                kind(1),
                kind(nothing()),
                order(new Dot()) + order(every) + order(new Pair<>(1, 2)));
    }

    private static Object nothing() {
        return null;
    }
}
