package io.lsdn.controller.playbook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A task with what the shell is to run. */
public sealed interface TaskCommand {
    PlayTask task();

    /** Here, once a batch. */
    record Here(PlayTask task, String command) implements TaskCommand {}

    /** @param commands by host */
    record There(PlayTask task, Map<String, String> commands) implements TaskCommand {
        public There {
            commands = Collections.unmodifiableMap(new LinkedHashMap<>(commands));
        }
    }
}
