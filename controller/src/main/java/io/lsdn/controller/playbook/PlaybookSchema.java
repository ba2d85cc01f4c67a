package io.lsdn.controller.playbook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema (draft 2020-12) of playbooks, by which editors complete and check. */
public final class PlaybookSchema {
    private static final String RESOURCE = "playbook.schema.json";

    private PlaybookSchema() {}

    /** The schema's text, as it stands beside this class. */
    public static String text() {
        try (InputStream in = PlaybookSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the product was built without " + RESOURCE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
