package io.lsdn.controller.inventory;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An inventory as {@code ansible-inventory --list} and {@code --host} print it. */
public final class InventoryRenderer {
    /** What {@code ansible-inventory} keeps to itself, should a source set it. */
    private static final Set<String> INTERNAL = Set.of(
            "ansible_diff_mode",
            "ansible_config_file",
            "ansible_facts",
            "ansible_forks",
            "ansible_inventory_sources",
            "ansible_limit",
            "ansible_playbook_python",
            "ansible_run_tags",
            "ansible_skip_tags",
            "ansible_verbosity",
            "ansible_version",
            "inventory_dir",
            "inventory_file",
            "inventory_hostname",
            "inventory_hostname_short",
            "groups",
            "group_names",
            "omit",
            "playbook_dir");

    private static final Gson GSON = new GsonBuilder()
            .setFormattingStyle(FormattingStyle.PRETTY.withIndent("    "))
            .disableHtmlEscaping()
            .serializeNulls()
            .setStrictness(Strictness.LENIENT)
            .create();

    private InventoryRenderer() {}

    /** {@code --list}: all groups, and under {@code _meta.hostvars} all variables of all hosts. */
    public static String list(Inventory inventory) {
        var top = new TreeMap<String, JsonElement>();
        addGroup(inventory, "all", top, new HashSet<>());
        var hostVariables = new TreeMap<String, JsonElement>();
        for (var host : inventory.ordered()) {
            var variables = shown(host);
            if (!variables.isEmpty()) {
                hostVariables.put(host.name(), object(variables));
            }
        }
        var meta = new JsonObject();
        meta.add("hostvars", object(hostVariables));
        top.put("_meta", meta);
        return GSON.toJson(object(top));
    }

    /** {@code --host}: the variables of one host. */
    public static String host(Host host) {
        return GSON.toJson(object(shown(host)));
    }

    private static void addGroup(Inventory inventory, String name, Map<String, JsonElement> top, Set<String> seen) {
        var group = inventory.group(name).orElseThrow();
        var json = new JsonObject();
        if (!group.children().isEmpty()) {
            json.add("children", strings(group.children()));
        }
        if (!group.hosts().isEmpty() && !name.equals("all")) {
            json.add("hosts", strings(group.hosts()));
        }
        if (!json.isEmpty()) {
            top.put(name, json);
        }
        for (var child : group.children()) {
            if (seen.add(child)) {
                addGroup(inventory, child, top, seen);
            }
        }
    }

    /** The variables that are printed, by name. */
    static Map<String, JsonElement> shown(Host host) {
        var shown = new TreeMap<String, JsonElement>();
        visible(host.variables()).forEach((name, variable) -> shown.put(name, ValueJson.of(variable.value())));
        return shown;
    }

    static Map<String, Variable> visible(Map<String, Variable> variables) {
        var visible = new TreeMap<>(variables);
        visible.keySet().removeAll(INTERNAL);
        return visible;
    }

    private static JsonArray strings(List<String> names) {
        var array = new JsonArray();
        names.forEach(array::add);
        return array;
    }

    private static JsonObject object(Map<String, JsonElement> entries) {
        var object = new JsonObject();
        entries.forEach(object::add);
        return object;
    }
}
