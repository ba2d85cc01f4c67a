package io.lsdn.controller.transport.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The lines of a known_hosts file (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). A line that is none is skipped, as OpenSSH does.
 *
 * @param path where it stands
 * @param entries its lines that name keys, in order
 */
record KnownHostsFile(Path path, List<KnownHost> entries) {
    KnownHostsFile {
        entries = List.copyOf(entries);
    }

    /** Reads a file; one that does not exist is empty. */
    static KnownHostsFile read(Path path) throws IOException {
        try {
            return parse(path, Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            return new KnownHostsFile(path, List.of());
        }
    }

    static KnownHostsFile parse(Path path, byte[] text) {
        var entries = new ArrayList<KnownHost>();
        int number = 0;
        for (String line : new String(text, UTF_8).split("\n", -1)) {
            number++;
            KnownHost.parse(line, path, number).ifPresent(entries::add);
        }
        return new KnownHostsFile(path, entries);
    }

    /** The file's entries about a name, as it is looked up: {@code host} or {@code [host]:port}. */
    List<KnownHost> about(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return entries.stream().filter(e -> e.hosts().match(lower)).toList();
    }
}
