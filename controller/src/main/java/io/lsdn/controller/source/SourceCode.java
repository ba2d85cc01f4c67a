package io.lsdn.controller.source;

import java.util.Locale;

/** What can be wrong with a source before there is a model. The names are for scripts: they stay. */
public enum SourceCode {
    SOURCE_NOT_FOUND,
    SOURCE_UNREADABLE,
    SOURCE_NAMED_TWICE,
    DIRECTORY_EMPTY,
    PROGRAM_NOT_STARTED,
    PROGRAM_FAILED,
    PROGRAM_TIMEOUT,
    LSCTL_FAILED,
    LSCTL_DIFFERS,
    LSCTL_NOT_ALONE,
    TCLSH_MISSING,
    PLAYBOOK_UNSUPPORTED,
    INPUT_TOO_LONG,
    NOT_UTF8,
    CONTROL_CHARACTER,
    YAML_SYNTAX,
    YAML_TAB,
    YAML_EMPTY,
    YAML_MULTIPLE_DOCUMENTS,
    YAML_TAG,
    YAML_TOO_DEEP,
    YAML_UNKNOWN_ALIAS,
    YAML_ALIAS_BOMB,
    YAML_MERGE_KEY,
    DUPLICATE_KEY,
    UNKNOWN_KEY,
    KEY_NOT_FOR_TYPE,
    MISSING_KEY,
    WRONG_TYPE,
    VALUE_EMPTY,
    NAME_TWICE,
    NET_REOPENED,
    CONTEXT_TWICE,
    VID_MISSING,
    NOT_A_NUMBER,
    NOT_AN_IP_ADDRESS,
    NOT_A_SUBNET,
    NOT_A_MAC_ADDRESS,
    NOT_A_BANDWIDTH,
    NOT_A_SIZE,
    NOT_A_BOOLEAN,
    PORT_OUT_OF_RANGE,
    UNKNOWN_TYPE,
    UNKNOWN_DIRECTION,
    UNKNOWN_ACTION,
    RANGE_INVALID,
    RANGE_TOO_LARGE,
    PLACEHOLDER_INVALID,
    PLACEHOLDER_WITHOUT_RANGE;

    /** In kebab-case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
