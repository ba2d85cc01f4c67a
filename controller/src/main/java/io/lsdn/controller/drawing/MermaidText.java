package io.lsdn.controller.drawing;

import java.util.List;

/** A Mermaid flowchart. */
final class MermaidText {
    private MermaidText() {}

    static String of(Sketch sketch) {
        var out = new StringBuilder("flowchart LR\n");
        for (var phys : sketch.physes()) {
            out.append("  subgraph ")
                    .append(phys.id())
                    .append('[')
                    .append(quoted(phys.label()))
                    .append("]\n");
            phys.virts()
                    .forEach(v -> out.append("    ")
                            .append(v.id())
                            .append('[')
                            .append(quoted(v.label()))
                            .append("]\n"));
            out.append("  end\n");
        }
        sketch.nets()
                .forEach(n -> out.append("  ")
                        .append(n.id())
                        .append("([")
                        .append(quoted(n.label()))
                        .append("])\n"));
        sketch.physes()
                .forEach(p -> p.virts()
                        .forEach(v -> out.append("  ")
                                .append(v.id())
                                .append(" --- ")
                                .append(v.net())
                                .append('\n')));
        return out.toString();
    }

    /** In quotes all but the quote itself stands for itself; that one is written as an entity of Mermaid's. */
    private static String quoted(List<String> lines) {
        return "\""
                + String.join("<br/>", lines.stream().map(MermaidText::escaped).toList()) + "\"";
    }

    private static String escaped(String text) {
        return text.replace("#", "#35;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;");
    }
}
