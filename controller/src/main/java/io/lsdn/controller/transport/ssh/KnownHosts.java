package io.lsdn.controller.transport.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lsdn.controller.transport.HostKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The known_hosts files of a run: each is read once, when the first host needs it. Safe for use by several threads. */
final class KnownHosts {
    private final Map<Path, KnownHostsFile> files = new HashMap<>();

    /** What the files say about a name, the user's files first. */
    synchronized List<KnownHost> about(String name, HostKeys settings) throws IOException {
        var found = new ArrayList<KnownHost>();
        for (Path path : settings.userFiles()) {
            found.addAll(file(path).about(name));
        }
        for (Path path : settings.globalFiles()) {
            found.addAll(file(path).about(name));
        }
        return found;
    }

    /**
     * Records a key in the first of the user's files, unless somebody did so meanwhile: another host of this run with the same
     * name, or another process. The line is whole or absent: one write at the end of the file, under its lock, made durable.
     *
     * @return where it stands now; empty if meanwhile another key of that name was recorded there
     */
    synchronized Optional<String> record(String name, String keyType, String key, HostKeys settings)
            throws IOException {
        Path path = settings.userFiles().getFirst();
        createPrivately(path);
        try (var channel = FileChannel.open(path, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE))) {
            var lock = channel.lock();
            byte[] text = readAll(channel);
            List<KnownHost> meanwhile = KnownHostsFile.parse(path, text).about(name);
            if (meanwhile.isEmpty()) {
                boolean whole = text.length == 0 || text[text.length - 1] == '\n';
                append(channel, text.length, (whole ? "" : "\n") + name + ' ' + keyType + ' ' + key + '\n');
            }
            KnownHostsFile now = KnownHostsFile.parse(path, readAll(channel));
            lock.release();
            files.put(path, now);
            return now.about(name).stream()
                    .filter(e -> e.key().equals(key))
                    .map(KnownHost::place)
                    .findFirst();
        }
    }

    private KnownHostsFile file(Path path) throws IOException {
        KnownHostsFile known = files.get(path);
        if (known == null) {
            known = KnownHostsFile.read(path);
            files.put(path, known);
        }
        return known;
    }

    private static void append(FileChannel channel, long end, String line) throws IOException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(UTF_8));
            for (long at = end; bytes.hasRemaining(); ) {
                at += channel.write(bytes, at);
            }
            channel.force(true);
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
    }

    private static byte[] readAll(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
        return java.util.Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static void createPrivately(Path path) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        try {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            return;
        }
    }
}
