package io.lsdn.netmodel.topology;

import java.util.Optional;
import java.util.function.Function;

/** A value that was read from text, or why the text is none. */
public sealed interface Parsed<T> {
    /** The text says this. */
    record Ok<T>(T value) implements Parsed<T> {}

    /** @param reason what is wrong with the text, a phrase that can follow "'…' is not a MAC address: " */
    record Bad<T>(String reason) implements Parsed<T> {}

    static <T> Parsed<T> ok(T value) {
        return new Ok<>(value);
    }

    static <T> Parsed<T> bad(String reason) {
        return new Bad<>(reason);
    }

    /** The value; empty where the text is none. */
    default Optional<T> toOptional() {
        return switch (this) {
            case Ok<T>(T value) -> Optional.of(value);
            case Bad<T> _ -> Optional.empty();
        };
    }

    /**
     * The value of a text that the program itself wrote.
     *
     * @throws IllegalArgumentException if the text is none, with the reason
     */
    default T orElseThrow() {
        return switch (this) {
            case Ok<T>(T value) -> value;
            case Bad<T>(String reason) -> throw new IllegalArgumentException(reason);
        };
    }

    default <R> Parsed<R> then(Function<T, Parsed<R>> next) {
        return switch (this) {
            case Ok<T>(T value) -> next.apply(value);
            case Bad<T>(String reason) -> bad(reason);
        };
    }
}
