package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import java.util.List;

/** What a text is when read as JSON or YAML. */
sealed interface Document {
    /** Nothing, or only comments. */
    record Empty() implements Document {}

    /** @param warnings about what is read otherwise than its author may think */
    record Content(Node root, List<Diagnostic> warnings) implements Document {
        public Content {
            warnings = List.copyOf(warnings);
        }
    }

    /** Neither of them. */
    record Malformed(Diagnostic why) implements Document {}

    /** JSON if it is that, else YAML: where both read a text differently ({@code 1e5}) JSON is meant, as in Ansible. */
    static Document read(SourceText text) {
        return switch (JsonText.read(text)) {
            case Content json -> json;
            case Empty empty -> empty;
            case Malformed _ -> YamlText.read(text);
        };
    }
}
