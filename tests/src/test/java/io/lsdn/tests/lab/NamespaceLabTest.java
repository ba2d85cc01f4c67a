package io.lsdn.tests.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@Tag("namespaces")
@TestInstance(Lifecycle.PER_CLASS)
final class NamespaceLabTest extends LabContract {
    private @Nullable NamespaceLab lab;

    @BeforeAll
    void open() {
        Needs.namespaces();
        lab = NamespaceLab.open(new LabSpec(List.of("a", "b"), 2));
    }

    @AfterAll
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    @Override
    protected Lab lab() {
        return Objects.requireNonNull(lab);
    }

    @Test
    void closing_leaves_no_namespace_no_link_no_process_and_no_file() {
        NamespaceLab brief = NamespaceLab.open(LabSpec.of("c"));
        LabHost host = brief.host("c");
        String id = host.netns().substring(0, host.netns().length() - 1);
        brief.addVirt(LabVirt.of("left", "c", "tap0", "00:00:00:00:00:c1", "192.168.97.1/24"));
        RootShell here = RootShell.local();
        String ofLab = "ip netns list; ip -o link; ps -eo args";
        assertTrue(here.run(ofLab, "").output().contains(id));
        brief.close();
        String after = here.run(ofLab, "").output();
        assertFalse(after.contains(id), after);
        assertFalse(after.contains(brief.inventory().resolveSibling("keys").toString()), after);
        assertFalse(Files.exists(brief.inventory().resolveSibling(".")));
    }

    @Test
    void names_that_could_not_be_told_from_the_labs_own_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> LabSpec.of("switch"));
        assertThrows(IllegalArgumentException.class, () -> LabSpec.of("a b"));
        assertThrows(IllegalArgumentException.class, () -> LabSpec.ofSize(41));
        assertEquals(40, LabSpec.ofSize(40).hosts().size());
    }
}
