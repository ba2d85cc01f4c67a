package io.lsdn.controller.inventory;

import java.util.LinkedHashMap;
import java.util.Map;

/** Variables of a dictionary. */
final class Variables {
    private Variables() {}

    static Map<String, Variable> of(Node.Table table) {
        var variables = new LinkedHashMap<String, Variable>();
        for (var entry : table.entries()) {
            variables.put(entry.name(), new Variable(entry.value().value(), entry.keyAt()));
        }
        return variables;
    }
}
