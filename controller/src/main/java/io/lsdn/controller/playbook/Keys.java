package io.lsdn.controller.playbook;

import java.util.List;

/** The keys of a playbook's objects, as {@code playbook.schema.json} has them. */
final class Keys {
    static final List<String> PLAY = List.of(
            "name",
            "hosts",
            "topology",
            "serial",
            "max_fail_percentage",
            "any_errors_fatal",
            "confirm_timeout",
            "on_failure",
            "pre_tasks",
            "post_tasks",
            "failure_tasks");
    static final List<String> TASK = List.of("name", "run", "on", "timeout");

    private Keys() {}
}
