package io.lsdn.controller.state;

import io.lsdn.netmodel.wire.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where the controller keeps what it remembers ({@code .lsdn}, {@code --state DIR}). Made when something is written, 0700. */
public record StateDirectory(Path path) {
    private static final String DATABASE = "rollouts.db";

    /** Takes the directory for one rollout. */
    public StateLock.Attempt lock(Holder me) throws IOException {
        make();
        return StateLock.take(path.resolve("lock"), me);
    }

    /** Whether anything was ever written here. */
    public boolean isEmpty() {
        return Files.notExists(path.resolve(DATABASE));
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
