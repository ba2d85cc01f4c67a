package io.lsdn.hostrunner.local;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.Severity;
import io.lsdn.netmodel.draft.AttachmentHooks;
import io.lsdn.netmodel.draft.Draft;
import io.lsdn.netmodel.draft.NetDraft;
import io.lsdn.netmodel.draft.PhysDraft;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Which attachments a program has started up, and what its hooks are told of them. */
final class Hooks {
    private final Map<Carried.Name, Carried> started = new LinkedHashMap<>();

    /**
     * Starts up what this program has not yet; hooks may add more.
     *
     * @param fresh is given each that this call begins to start up, also the one that fails
     * @return why it can not go on
     */
    Optional<Diagnostic> startUp(Draft draft, Map<Carried.Name, Carried> fresh) {
        for (var next = unstarted(draft); next.isPresent(); next = unstarted(draft)) {
            Carried.Name name = next.get().getKey();
            Carried carried = next.get().getValue();
            started.put(name, carried);
            fresh.put(name, carried);
            NetDraft net = draft.findNet(name.net()).orElseThrow();
            PhysDraft phys = draft.findPhys(name.phys()).orElseThrow();
            for (AttachmentHooks hooks : draft.hooks(carried.net(), carried.phys())) {
                Optional<Diagnostic> failure =
                        told(carried, "start-up", Severity.ERROR, () -> hooks.startUp(net, phys));
                if (failure.isPresent()) {
                    return failure;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Map.Entry<Carried.Name, Carried>> unstarted(Draft draft) {
        return Carried.of(draft.topology(), draft.claimed()).entrySet().stream()
                .filter(e -> !started.containsKey(e.getKey()))
                .findFirst();
    }

    /** Those of a context that the program has started up. */
    Map<Carried.Name, Carried> started(String context) {
        var all = new LinkedHashMap<>(started);
        all.keySet().removeIf(n -> !n.context().equals(context));
        return all;
    }

    /** The next commit starts these up again. */
    void forget(Map<Carried.Name, Carried> some) {
        started.keySet().removeAll(some.keySet());
    }

    /** Tells the end, last first. */
    void shutDown(Map<Carried.Name, Carried> gone, Draft draft, Consumer<Diagnostic> problems) {
        for (Carried carried : List.copyOf(gone.values()).reversed()) {
            for (AttachmentHooks hooks :
                    draft.hooks(carried.net(), carried.phys()).reversed()) {
                told(carried, "shut-down", Severity.WARNING, () -> hooks.shutDown(carried.net(), carried.phys()))
                        .ifPresent(problems);
            }
        }
    }

    private interface Call {
        void run() throws Exception;
    }

    private static Optional<Diagnostic> told(Carried carried, String hook, Severity severity, Call call) {
        try {
            call.run();
            return Optional.empty();
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return Optional.of(new Diagnostic(
                    severity,
                    "hook-failed",
                    Optional.empty(),
                    "nets." + carried.net().name(),
                    "the " + hook + " hook for phys " + carried.phys().name() + " failed: " + e,
                    Optional.empty()));
        }
    }
}
