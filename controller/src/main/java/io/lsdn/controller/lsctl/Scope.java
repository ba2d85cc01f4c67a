package io.lsdn.controller.lsctl;

import io.lsdn.netmodel.model.ModelNet;
import io.lsdn.netmodel.model.ModelPhys;
import io.lsdn.netmodel.model.ModelVirt;
import io.lsdn.netmodel.model.NetworkModel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The commands whose bodies are being run, innermost last. */
final class Scope {
    /** One command with a body. */
    sealed interface Level {
        /** The command. */
        default String word() {
            return switch (this) {
                case OfNet _ -> "net";
                case OfPhys _ -> "phys";
                case OfVirt _ -> "virt";
            };
        }

        record OfNet(ModelNet net) implements Level {}

        record OfPhys(ModelPhys phys) implements Level {}

        record OfVirt(ModelVirt virt) implements Level {}
    }

    private final Deque<Level> levels = new ArrayDeque<>();

    void enter(Level level) {
        levels.push(level);
    }

    void leave() {
        levels.pop();
    }

    boolean isInside() {
        return !levels.isEmpty();
    }

    Optional<ModelNet> net() {
        return levels.stream()
                .filter(Level.OfNet.class::isInstance)
                .map(l -> ((Level.OfNet) l).net())
                .findFirst();
    }

    Optional<ModelPhys> phys() {
        return levels.stream()
                .filter(Level.OfPhys.class::isInstance)
                .map(l -> ((Level.OfPhys) l).phys())
                .findFirst();
    }

    /** The virt whose body this directly is. */
    Optional<ModelVirt> virt() {
        return Optional.ofNullable(levels.peek())
                .filter(Level.OfVirt.class::isInstance)
                .map(l -> ((Level.OfVirt) l).virt());
    }

    void notIn(String command, String... outer) throws LsctlError {
        for (Level level : levels) {
            if (List.of(outer).contains(level.word())) {
                throw new LsctlError(command + " does not stand inside of " + level.word());
            }
        }
    }

    static ModelPhys phys(NetworkModel model, String command, String name) throws LsctlError {
        return model.findPhys(name)
                .orElseThrow(() -> new LsctlError(command + ": there is no phys '" + name + "' so far"));
    }

    static ModelNet net(NetworkModel model, String command, String name) throws LsctlError {
        return model.findNet(name)
                .orElseThrow(() -> new LsctlError(command + ": there is no net '" + name + "' so far"));
    }

    /** A name for what was given none. */
    static String free(String stem, Predicate<String> taken) {
        int n = 1;
        while (taken.test(stem + n)) {
            n++;
        }
        return stem + n;
    }
}
