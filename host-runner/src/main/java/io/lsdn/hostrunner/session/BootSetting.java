package io.lsdn.hostrunner.session;

import io.lsdn.hostrunner.apply.Generation;
import io.lsdn.hostrunner.boot.BootDirectory;
import io.lsdn.hostrunner.diff.Assignment;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Whether this host builds a context by itself. Used without a lock; takes it for a moment. */
record BootSetting(Machine machine) {
    private interface Body {
        Reply run(BootDirectory boot) throws IOException;
    }

    Reply install(String context) {
        return locked(context, boot -> {
            Optional<Generation> last = machine.state(context).latest();
            boolean changed =
                    boot.install(context, Assignment.last(last, context).ownInterfaces());
            Optional<Fault> missing = machine.systemd().missing(boot);
            if (missing.isPresent()) {
                return new Reply.Failed(missing.get(), List.of(), false);
            }
            changed |= machine.systemd().install(boot);
            return new Reply.Boot(changed, machine.systemd().paths(boot));
        });
    }

    Reply remove(String context) {
        return locked(context, boot -> {
            boolean changed = boot.remove(context);
            if (boot.contexts().isEmpty()) {
                changed |= machine.systemd().remove(boot);
            }
            return new Reply.Boot(changed, machine.systemd().paths(boot));
        });
    }

    /** What a rollout confirms meanwhile must not be overwritten by what was confirmed before. */
    private Reply locked(String context, Body body) {
        try {
            return switch (machine.lock(context, Recommit.holder(machine))) {
                case Machine.Held(Holder other) ->
                    new Reply.Failed(
                            new Fault(
                                    "locked",
                                    "a rollout holds the lock: " + other,
                                    "wait until it has ended, then run again"),
                            List.of(),
                            false);
                case Machine.Taken(Machine.Lock lock) -> {
                    try (lock) {
                        yield body.run(machine.boot());
                    }
                }
            };
        } catch (IOException e) {
            return new Reply.Failed(
                    new Fault("boot-not-set", "boot of context " + context + " is not set: " + e.getMessage(), ""),
                    List.of(),
                    false);
        }
    }
}
