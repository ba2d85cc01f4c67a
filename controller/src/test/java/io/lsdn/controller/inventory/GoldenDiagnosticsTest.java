package io.lsdn.controller.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.lsdn.netmodel.diagnostic.DiagnosticPrinter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a user is told about a bad inventory. {@code -Dlsdn.record=true} writes down what is told now, for review. */
class GoldenDiagnosticsTest {
    @TestFactory
    Stream<DynamicTest> a_bad_inventory_is_explained() {
        return InventoryCase.under("errors").stream().map(c -> dynamicTest(c.name(), () -> check(c)));
    }

    private static void check(InventoryCase one) {
        var told = one.load().diagnostics().stream()
                .map(DiagnosticPrinter::print)
                .collect(Collectors.joining("\n", "", "\n"));
        assertFalse(told.contains("hunter"), told);
        if (Boolean.getBoolean("lsdn.record")) {
            one.write("diagnostics.txt", told);
        }
        assertEquals(
                List.of("diagnostics.txt"),
                List.of(one.folder().resolve("expected").toFile().list()));
        assertEquals(one.read("diagnostics.txt"), told);
    }
}
