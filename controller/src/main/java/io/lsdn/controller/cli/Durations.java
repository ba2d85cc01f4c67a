package io.lsdn.controller.cli;

import io.lsdn.controller.playbook.TimeSpan;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as {@code 500ms}, {@code 30s}, {@code 2m}, {@code 1h}. */
final class Durations implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        return TimeSpan.parse(text)
                .toOptional()
                .orElseThrow(
                        () -> new TypeConversionException("'" + text + "' is not a duration such as 500ms, 30s or 2m"));
    }

    /** The shortest text that {@link #convert} reads as this. */
    static String text(Duration d) {
        return TimeSpan.text(d);
    }
}
