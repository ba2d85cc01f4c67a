package io.lsdn.controller.inventory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * An inventory as {@code ansible-inventory --list --yaml} prints it: a YAML inventory in which each host has its
 * variables where it is named first.
 */
public final class InventoryYaml {
    private final Inventory inventory;
    private final Set<String> seen = new HashSet<>();

    private InventoryYaml(Inventory inventory) {
        this.inventory = inventory;
    }

    public static String list(Inventory inventory) {
        var all = new TreeMap<String, Node>();
        all.put("all", new InventoryYaml(inventory).group("all"));
        return print(mapping(all));
    }

    /** {@code --host H --yaml}. */
    public static String host(Host host) {
        return print(variables(host));
    }

    private static String print(Node node) {
        var options = new DumperOptions();
        options.setIndent(2);
        options.setWidth(Integer.MAX_VALUE);
        options.setSplitLines(false);
        var out = new java.io.StringWriter();
        new Yaml(options).serialize(node, out);
        return out.toString();
    }

    private Node group(String name) {
        var group = inventory.group(name).orElseThrow();
        var children = new TreeMap<String, Node>();
        group.children().forEach(c -> children.put(c, group(c)));
        var hosts = new TreeMap<String, Node>();
        if (!name.equals("all")) {
            for (var host : group.hosts()) {
                hosts.put(host, seen.add(host) ? variables(inventory.host(host).orElseThrow()) : mapping(Map.of()));
            }
        }
        var sections = new TreeMap<String, Node>();
        if (!children.isEmpty()) {
            sections.put("children", mapping(children));
        }
        if (!hosts.isEmpty()) {
            sections.put("hosts", mapping(hosts));
        }
        return mapping(sections);
    }

    private static Node variables(Host host) {
        var nodes = new TreeMap<String, Node>();
        InventoryRenderer.visible(host.variables())
                .forEach((name, variable) -> nodes.put(name, node(variable.value())));
        return mapping(nodes);
    }

    private static Node node(Value value) {
        return switch (value) {
            case Value.Null _ -> scalar(Tag.NULL, "null");
            case Value.Bool(var b) -> scalar(Tag.BOOL, Boolean.toString(b));
            case Value.Int(var i) -> scalar(Tag.INT, i.toString());
            case Value.Real(var r) -> scalar(Tag.FLOAT, real(r));
            case Value.Text(var text) -> text(text);
            case Value.Unsafe(var text) -> text(text);
            case Value.Timestamp(var iso) -> scalar(Tag.TIMESTAMP, iso.replace('T', ' '));
            case Value.Vaulted(var text) -> new ScalarNode(new Tag("!vault"), text, null, null, ScalarStyle.LITERAL);
            case Value.Sequence(var items) -> sequence(items);
            case Value.Tuple(var items) -> sequence(items);
            case Value.Mapping(var entries) -> {
                var tuples = new ArrayList<NodeTuple>();
                entries.forEach((k, v) -> tuples.add(new NodeTuple(node(k), node(v))));
                yield new MappingNode(Tag.MAP, tuples, entries.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
            }
        };
    }

    private static Node sequence(List<Value> items) {
        var nodes = items.stream().map(InventoryYaml::node).toList();
        return new SequenceNode(Tag.SEQ, nodes, items.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    /** YAML 1.1 wants a point in a number with an exponent, or it is text. */
    private static String real(double r) {
        var text = PythonText.real(r);
        if (Double.isNaN(r) || Double.isInfinite(r)) {
            return text.startsWith("-") ? "-." + text.substring(1) : "." + text;
        }
        return text.contains("e") && !text.contains(".") ? text.replace("e", ".0e") : text;
    }

    private static Node mapping(Map<String, Node> entries) {
        var tuples = new ArrayList<NodeTuple>();
        entries.forEach((k, v) -> tuples.add(new NodeTuple(text(k), v)));
        return new MappingNode(Tag.MAP, tuples, entries.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    /** Plain where it stays text for every reader, whichever YAML it follows. */
    private static Node text(String text) {
        boolean plain = text.matches("[A-Za-z_/][A-Za-z0-9_./@-]*")
                && !text.toLowerCase(java.util.Locale.ROOT).matches("y|n|yes|no|on|off|true|false|null");
        return new ScalarNode(Tag.STR, text, null, null, plain ? ScalarStyle.PLAIN : style(text));
    }

    private static ScalarStyle style(String text) {
        boolean printable = text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
        return printable ? ScalarStyle.SINGLE_QUOTED : ScalarStyle.DOUBLE_QUOTED;
    }

    private static Node scalar(Tag tag, String text) {
        return new ScalarNode(tag, text, null, null, ScalarStyle.PLAIN);
    }
}
