package io.lsdn.controller.lsctl;

import io.lsdn.netmodel.draft.Draft;
import java.util.List;

/** What commands do beyond the model: a script that is a topology only says so, on this machine the kernel is changed. */
interface Effects {
    /** @throws ScriptError if this machine cannot be one of these physes */
    void claim(Draft model, List<String> physes) throws ScriptError;

    /** @throws ScriptError if the model is not valid */
    void validate(Draft model) throws ScriptError;

    /** @throws ScriptError if the model is not valid, or could not be committed */
    void commit(Draft model) throws ScriptError;

    /** What was committed in the model's context is to be gone. */
    void cleanup(Draft model) throws ScriptError;
}
