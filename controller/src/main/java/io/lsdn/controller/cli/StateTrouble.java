package io.lsdn.controller.cli;

import io.lsdn.controller.state.StateDirectory;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;

/** The state directory cannot be used: a matter of where it is. */
final class StateTrouble {
    private StateTrouble() {}

    static UsageException of(StateDirectory state, IOException e) {
        String why = e instanceof FileSystemException f
                ? f.getFile() + ": "
                        + Optional.ofNullable(f.getReason()).orElse(f.getClass().getSimpleName())
                : String.valueOf(e.getMessage());
        return new UsageException(
                "the state directory " + state.path() + " cannot be used: " + why + "; name another with --state");
    }
}
