package io.lsdn.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules hold for the product, and each of them can fail. */
class ArchitectureTest {
    private static final String PRODUCT = "io.lsdn";
    private static final String WRONG = "io.lsdn.architecture.wrong";

    @TestFactory
    Stream<DynamicTest> every_rule_holds() {
        JavaClasses product = new ClassFileImporter()
                .withImportOption(l -> !l.contains("/test-classes/") && !l.contains("-tests.jar"))
                .withImportOption(l -> !l.contains("/architecture/"))
                .importPackages(PRODUCT);
        return new Rules(PRODUCT)
                .all().entrySet().stream()
                        .map(e -> dynamicTest(e.getKey(), () -> e.getValue().check(product)));
    }

    @TestFactory
    Stream<DynamicTest> every_rule_sees_what_is_wrong() {
        JavaClasses wrong = new ClassFileImporter().importPackages(WRONG);
        return new Rules(WRONG)
                .all().entrySet().stream()
                        .map(e -> dynamicTest(
                                e.getKey(),
                                () -> assertTrue(e.getValue().evaluate(wrong).hasViolation(), "nothing found")));
    }

    /** A rule over no classes holds always. */
    @Test
    void the_product_is_found() {
        JavaClasses product = new ClassFileImporter().importPackages("io.lsdn.netmodel", "io.lsdn.controller");
        assertFalse(product.isEmpty());
    }
}
