package io.lsdn.controller.inventory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the text of a file that says something about hosts. */
final class SourceFile {
    private static final String VAULT_HEADER = "$ANSIBLE_VAULT;";
    private static final char REPLACEMENT = '\ufffd';

    private SourceFile() {}

    /** Empty, with the reason among the problems, if it cannot be read, is encrypted or is no text. */
    static Optional<SourceText> read(Path file, String name, Problems problems) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            var why = e instanceof AccessDeniedException ? "permission denied" : "it cannot be read";
            problems.errorOf(name, "inventory-unreadable", why, "");
            return Optional.empty();
        }
        var text = SourceText.of(name, new String(bytes, StandardCharsets.UTF_8));
        if (text.text().startsWith(VAULT_HEADER)) {
            problems.error(
                    "inventory-vault",
                    text.start(),
                    "",
                    "the file is encrypted by ansible-vault, which is not supported",
                    "give -i an executable that prints the inventory decrypted, such as a script with"
                            + " `exec ansible-inventory -i FILE --vault-password-file … --list`");
            return Optional.empty();
        }
        return isUtf8(text, problems) ? Optional.of(text) : Optional.empty();
    }

    /** Foreign bytes are let be in comments, where old inventories have names of people. */
    private static boolean isUtf8(SourceText text, Problems problems) {
        boolean good = true;
        for (int i = 0; i < text.lines().size(); i++) {
            var line = text.lines().get(i);
            int at = line.indexOf(REPLACEMENT);
            var start = line.stripLeading();
            if (at >= 0 && !start.startsWith("#") && !start.startsWith(";")) {
                problems.error("inventory-encoding", text.atIndex(i + 1, at), "", "not UTF-8", "");
                good = false;
            }
        }
        return good;
    }
}
