package io.lsdn.controller.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;

/** JSON as it is printed: one line, nulls written, nothing escaped for browsers. */
final class Json {
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private Json() {}

    static String text(JsonElement element) {
        return GSON.toJson(element);
    }
}
