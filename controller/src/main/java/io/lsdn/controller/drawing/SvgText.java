package io.lsdn.controller.drawing;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.math.KVector;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.options.SizeConstraint;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** An SVG image; Eclipse Layout Kernel says where everything stands. It follows the reader's light or dark mode. */
final class SvgText {
    private static final double CHARACTER = 7.2;
    private static final double LINE = 16;
    private static final double MARGIN = 10;
    private static final double GAP = 14;

    private static final String STYLE = String.join(
            "",
            "text{font:12px ui-monospace,monospace;fill:#1b1f24}",
            ".p{fill:#f3f5f8;stroke:#8a94a3}.v{fill:#fff;stroke:#5b6675}.n{fill:#e2efff;stroke:#2f6fbf}",
            "path{fill:none;stroke:#8a94a3}",
            "@media(prefers-color-scheme:dark){text{fill:#e6e9ee}.p{fill:#20252c;stroke:#6b7684}",
            ".v{fill:#2b323b;stroke:#8a94a3}.n{fill:#1d3550;stroke:#5b9be6}}");

    private final Sketch sketch;
    private final ElkNode root = ElkGraphUtil.createGraph();
    private final Map<String, ElkNode> nodes = new HashMap<>();

    SvgText(Sketch sketch) {
        this.sketch = sketch;
    }

    String text() {
        build();
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
        var out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" width=\"%s\" role=\"img\">\n",
                number(root.getWidth()),
                number(root.getHeight()),
                number(root.getWidth())));
        out.append("<title>").append(escaped(sketch.title())).append("</title>\n");
        out.append("<style>").append(STYLE).append("</style>\n");
        sketch.physes().forEach(p -> box(out, "p", at(p.id()), p.label(), 4));
        root.getContainedEdges().forEach(e -> line(out, e));
        sketch.physes().forEach(p -> p.virts().forEach(v -> box(out, "v", at(v.id()), v.label(), 3)));
        sketch.nets().forEach(n -> box(out, "n", at(n.id()), n.label(), 14));
        return out.append("</svg>\n").toString();
    }

    private void build() {
        root.setProperty(CoreOptions.ALGORITHM, "org.eclipse.elk.layered");
        root.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
        root.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
        root.setProperty(CoreOptions.SPACING_NODE_NODE, GAP);
        for (var phys : sketch.physes()) {
            ElkNode box = node(root, phys.id(), phys.label());
            box.setProperty(
                    CoreOptions.PADDING,
                    new ElkPadding(MARGIN + LINE * phys.label().size(), MARGIN, MARGIN, MARGIN));
            box.setProperty(CoreOptions.NODE_SIZE_CONSTRAINTS, SizeConstraint.minimumSizeWithPorts());
            box.setProperty(CoreOptions.NODE_SIZE_MINIMUM, new KVector(box.getWidth(), box.getHeight()));
            phys.virts().forEach(v -> node(box, v.id(), v.label()));
        }
        sketch.nets().forEach(n -> node(root, n.id(), n.label()));
        for (var phys : sketch.physes()) {
            for (var virt : phys.virts()) {
                ElkEdge edge = ElkGraphUtil.createSimpleEdge(at(virt.id()), at(virt.net()));
                // All in the coordinates of the whole.
                edge.setContainingNode(root);
            }
        }
    }

    private ElkNode at(String id) {
        return Objects.requireNonNull(nodes.get(id), id);
    }

    private ElkNode node(ElkNode parent, String id, List<String> label) {
        ElkNode node = ElkGraphUtil.createNode(parent);
        int longest = label.stream().mapToInt(String::length).max().orElse(1);
        node.setDimensions(longest * CHARACTER + 2 * MARGIN, label.size() * LINE + MARGIN);
        nodes.put(id, node);
        return node;
    }

    private void box(StringBuilder out, String style, ElkNode node, List<String> label, int round) {
        double x = x(node);
        double y = y(node);
        out.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>\n",
                style,
                number(x),
                number(y),
                number(node.getWidth()),
                number(node.getHeight()),
                round));
        for (int i = 0; i < label.size(); i++) {
            out.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%s\" y=\"%s\">%s</text>\n",
                    number(x + MARGIN),
                    number(y + LINE * (i + 1)),
                    escaped(label.get(i))));
        }
    }

    private static void line(StringBuilder out, ElkEdge edge) {
        for (var section : edge.getSections()) {
            var path = new StringBuilder("M" + number(section.getStartX()) + " " + number(section.getStartY()));
            section.getBendPoints()
                    .forEach(b -> path.append("L")
                            .append(number(b.getX()))
                            .append(' ')
                            .append(number(b.getY())));
            path.append("L").append(number(section.getEndX())).append(' ').append(number(section.getEndY()));
            out.append("<path d=\"").append(path).append("\"/>\n");
        }
    }

    /** Of the whole; a virt's own are its phys's. */
    private double x(ElkNode node) {
        ElkNode parent = node.getParent();
        return node.getX() + (parent == null ? 0 : x(parent));
    }

    private double y(ElkNode node) {
        ElkNode parent = node.getParent();
        return node.getY() + (parent == null ? 0 : y(parent));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
