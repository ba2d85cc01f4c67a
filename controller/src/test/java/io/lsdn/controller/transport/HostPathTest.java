package io.lsdn.controller.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostPathTest {
    @ParameterizedTest
    @ValueSource(strings = {"/var/lib/lsdn", "/x", "/with space/and'quote", "/$(reboot)", "/-n", "/..."})
    void takes_every_plain_absolute_path(String path) {
        assertTrue(HostPath.isUsable(path));
        assertEquals(path, new HostPath(path).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "lsdn",
                "-rf",
                "/a/../b",
                "/a/./b",
                "/a//b",
                "/a/",
                "/a\nb",
                "/a\u007fb",
                "/a\u0085b",
                "/\0"
            })
    void refuses_what_is_ambiguous_or_cannot_be_shown(String path) {
        assertFalse(HostPath.isUsable(path));
        assertThrows(IllegalArgumentException.class, () -> new HostPath(path));
    }
}
