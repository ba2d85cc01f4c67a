package io.lsdn.controller.report;

/** Colours, or none (ECMA-48 SGR sequences). */
public enum Style {
    PLAIN,
    COLOUR;

    public String good(String text) {
        return wrap("32", text);
    }

    public String bad(String text) {
        return wrap("31", text);
    }

    public String changed(String text) {
        return wrap("33", text);
    }

    public String strong(String text) {
        return wrap("1", text);
    }

    public String faint(String text) {
        return wrap("2", text);
    }

    private String wrap(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\033[" + code + "m" + text + "\033[0m";
    }
}
