package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;

/**
 * What all hosts of a rollout have in common.
 *
 * @param context what is rolled out
 */
record Scene(String context, RolloutSettings settings, HostGate gate, RolloutListener listener, Halt halt) {
    Time time() {
        return gate.time();
    }

    Timing timing() {
        return settings.timing();
    }

    String rollout() {
        return settings.holder().rollout();
    }

    void phase(String host, RolloutEvent.Phase phase) {
        listener.on(new RolloutEvent.HostPhase(host, phase));
    }

    void warn(String host, Fault warning) {
        listener.on(new RolloutEvent.HostWarning(host, warning));
    }

    void step(String text) {
        listener.on(new RolloutEvent.Step(text));
    }
}
