package io.lsdn.controller.lsctl;

import io.lsdn.netmodel.model.NetworkModel;
import java.util.Optional;

/** What a script's commands reach outside of the model. */
public interface LsctlHost {
    /** Makes the machines equal to the model. */
    void commit(NetworkModel model) throws LsctlError;

    /** Removes what was committed. */
    void cleanup(NetworkModel model) throws LsctlError;

    /** Whether {@code validate} is to check the physes that this machine claims. */
    boolean claims();

    void print(String text);

    /** What the interactive shell has to say of a failed command. */
    void complain(String text);

    /** A line of input; empty at its end. */
    Optional<String> readLine(String prompt);
}
