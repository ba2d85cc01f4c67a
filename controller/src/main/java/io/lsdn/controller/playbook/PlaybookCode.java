package io.lsdn.controller.playbook;

import io.lsdn.controller.source.Code;
import java.util.Locale;

/** What can be wrong with a playbook. The names are for scripts: they stay. */
public enum PlaybookCode implements Code {
    PLAYBOOK_EMPTY,
    TOPOLOGY_NOT_FOUND,
    NOT_A_BATCH_SIZE,
    NOT_A_PERCENTAGE,
    NOT_A_TIME,
    UNKNOWN_ON_FAILURE,
    UNKNOWN_PLACE,
    TOLERANCE_TWICE,
    TEMPLATE_INVALID,
    VARIABLE_UNDEFINED,
    VARIABLE_NOT_TEXT,
    VARIABLE_DIFFERS;

    @Override
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
