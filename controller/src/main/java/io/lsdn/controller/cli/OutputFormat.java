package io.lsdn.controller.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** For whom a command prints. */
enum OutputFormat {
    /** People. */
    TEXT,
    /** Scripts: one object on standard output. */
    JSON,
    /** Programs that watch: an object a line. */
    NDJSON;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its words, as the user gives them. */
    static final class Converter implements ITypeConverter<OutputFormat> {
        @Override
        public OutputFormat convert(String text) {
            return Arrays.stream(values())
                    .filter(f -> f.word().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is not one of "
                            + Arrays.stream(values()).map(OutputFormat::word).collect(Collectors.joining(", "))));
        }
    }
}
