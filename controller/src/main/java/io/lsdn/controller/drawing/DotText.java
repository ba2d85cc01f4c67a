package io.lsdn.controller.drawing;

import java.util.List;

/** Graphviz's DOT language: {@code dot -Tpng}. */
final class DotText {
    private DotText() {}

    static String of(Sketch sketch) {
        var out = new StringBuilder("graph " + quoted(List.of(sketch.title())) + " {\n");
        out.append("  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n");
        for (var phys : sketch.physes()) {
            out.append("  subgraph cluster_")
                    .append(phys.id())
                    .append(" {\n    label=")
                    .append(quoted(phys.label()))
                    .append(";\n");
            // An empty cluster is not drawn.
            out.append("    ").append(phys.id()).append(" [shape=point, style=invis];\n");
            phys.virts()
                    .forEach(v -> out.append("    ")
                            .append(v.id())
                            .append(" [label=")
                            .append(quoted(v.label()))
                            .append("];\n"));
            out.append("  }\n");
        }
        sketch.nets()
                .forEach(n -> out.append("  ")
                        .append(n.id())
                        .append(" [shape=ellipse, label=")
                        .append(quoted(n.label()))
                        .append("];\n"));
        sketch.physes()
                .forEach(p -> p.virts()
                        .forEach(v -> out.append("  ")
                                .append(v.id())
                                .append(" -- ")
                                .append(v.net())
                                .append(";\n")));
        return out.append("}\n").toString();
    }

    private static String quoted(List<String> lines) {
        return "\""
                + String.join("\n", lines)
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n") + "\"";
    }
}
