package io.lsdn.controller.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"500ms, 500", "30s, 30000", "2m, 120000", "1h, 3600000", "0s, 0"})
    void a_number_and_a_unit_are_a_duration(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), new Durations().convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "-1s", "1.5s", "1d", "30 s", "9999999999s"})
    void anything_else_is_none(String text) {
        assertThrows(TypeConversionException.class, () -> new Durations().convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"500ms", "30s", "2m", "1h", "90s"})
    void its_text_is_what_was_read(String text) {
        assertEquals(text, Durations.text(new Durations().convert(text)));
    }
}
