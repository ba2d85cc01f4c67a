package io.lsdn.controller.state;

import io.lsdn.netmodel.wire.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Where the controller keeps what it remembers ({@code .lsdn}, {@code --state DIR}). Made when something is written, 0700. */
public record StateDirectory(Path path) {
    private static final String LOCK = "lock";
    private static final String DATABASE = "rollouts.db";

    /** Takes the directory for one rollout. */
    public StateLock.Attempt lock(Holder me) throws IOException {
        make();
        return StateLock.take(path.resolve(LOCK), me);
    }

    /** Whether anything was ever written here. */
    public boolean isEmpty() {
        return Files.notExists(path.resolve(DATABASE));
    }

    /** What is not finished here; costs next to nothing where all is. */
    public List<OpenRollout> unfinished() throws IOException {
        Path lock = path.resolve(LOCK);
        if (isEmpty() || Files.notExists(lock) || Files.size(lock) == 0) {
            return List.of();
        }
        try (RolloutStore store = open()) {
            return store.open();
        }
    }

    /** Opens what is remembered; costs some 100 ms, the first time in a process. */
    public RolloutStore open() throws IOException {
        make();
        return RolloutStore.open(path.resolve(DATABASE));
    }

    private void make() throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}
