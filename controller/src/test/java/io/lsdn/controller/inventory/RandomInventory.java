package io.lsdn.controller.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Inventories from a grammar: INI, YAML and host lists over a few names, so that they meet and override each other. */
final class RandomInventory {
    private static final List<String> HOSTS = List.of(
            "h1",
            "h2",
            "h3",
            "h4",
            "h[1:4]",
            "h[2:6:2]",
            "n-[a:c]",
            "10.0.0.1",
            "10.0.0.[1:2]",
            "h5:2222",
            "x.example.com",
            "[2001:db8::1]:22",
            "h0[08:10]",
            "fe80::1",
            "localhost");
    private static final List<String> INI_VALUES = List.of(
            "1",
            "x",
            "'a b'",
            "\"q\"",
            "[1,2]",
            "{'a':1}",
            "True",
            "true",
            "",
            "1.5",
            "0x10",
            "a,b",
            "1,2",
            "None",
            "a=b",
            "00:11:22:33:44:55",
            "010",
            "{{ v1 }}",
            "yes");
    private static final List<String> YAML_VALUES = List.of(
            "1",
            "x",
            "'a b'",
            "[1, 2]",
            "{a: 1}",
            "true",
            "yes",
            "''",
            "1.5",
            "0x10",
            "017",
            "null",
            "~",
            "2001-12-14",
            "\"{{ v1 }}\"",
            "a#b",
            "11:22:33",
            "1e3",
            "[{b: [c]}]");
    private static final List<String> VARIABLES = List.of("v1", "v2", "v3", "ansible_port", "ansible_host");
    private static final int GROUPS = 6;

    private final Random random;
    private final Path folder;

    RandomInventory(Random random, Path folder) {
        this.random = random;
        this.folder = folder;
    }

    /** Writes it and returns its sources. */
    List<String> write() throws IOException {
        var sources = new ArrayList<String>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            var directory = random.nextInt(3) == 0 ? "other/" : "";
            switch (random.nextInt(5)) {
                case 0, 1 -> sources.add(file(directory + "s" + i + ".ini", ini()));
                case 2, 3 -> sources.add(file(directory + "s" + i + ".yml", yaml()));
                default -> sources.add(pick(HOSTS) + "," + pick(HOSTS) + ",");
            }
        }
        for (var directory : List.of("", "other/")) {
            if (random.nextBoolean()) {
                file(directory + "group_vars/" + group() + ".yml", variables());
                file(directory + "group_vars/all/main.yml", variables());
                file(
                        directory + "host_vars/h" + (1 + random.nextInt(6)) + pick(List.of("", ".yml", ".yaml")),
                        variables());
            }
        }
        return sources;
    }

    /** A pattern over the names that can be there. */
    String pattern() {
        var parts = List.of(
                "all",
                "*",
                "h*",
                "h1",
                "h2",
                "g1",
                "g2",
                "g3",
                "g?",
                "g[1-3]",
                "!h1",
                "!g1",
                "&g2",
                "&h*",
                "~h[12]",
                "~^g",
                // Of a group without children: the order of descendants is that of a Python set, another in each of
                // Ansible's runs.
                "g6[0]",
                "g6[0:1]",
                "g6[1:]",
                "g6[-1]",
                "10.*",
                "ungrouped",
                "!ungrouped",
                "*.example.com",
                "nobody");
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(_ -> pick(parts))
                .collect(Collectors.joining(random.nextBoolean() ? "," : ":"));
    }

    private String ini() {
        var lines = new StringBuilder();
        lines.append(hostLines(random.nextInt(3)));
        // Every group is defined, as children have to be; in any order.
        for (int g : order()) {
            lines.append("[g").append(g).append("]  # group\n").append(hostLines(random.nextInt(4)));
            if (random.nextInt(3) == 0) {
                lines.append("[g").append(g).append(":vars]\n").append(iniVariables());
            }
        }
        for (int g : order()) {
            if (g < GROUPS && random.nextInt(3) == 0) {
                lines.append("[g")
                        .append(g)
                        .append(":children]\n")
                        .append("g")
                        .append(below(g))
                        .append('\n');
            }
        }
        if (random.nextInt(4) == 0) {
            lines.append("[all:vars]\n").append(iniVariables());
        }
        return lines.toString();
    }

    private String hostLines(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> pick(HOSTS)
                        + IntStream.range(0, random.nextInt(3))
                                .mapToObj(_ -> " " + pick(VARIABLES) + "=\""
                                        + pick(INI_VALUES).replace("\"", "\\\"") + "\"")
                                .collect(Collectors.joining())
                        + (random.nextInt(4) == 0 ? " # said so" : "")
                        + "\n")
                .collect(Collectors.joining());
    }

    private String iniVariables() {
        var priority = random.nextInt(3) == 0 ? "ansible_group_priority=" + random.nextInt(4) + "\n" : "";
        return priority
                + IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(_ -> pick(VARIABLES) + " = " + pick(INI_VALUES) + "\n")
                        .collect(Collectors.joining());
    }

    private String yaml() {
        var out = new StringBuilder();
        for (int g : order()) {
            if (random.nextBoolean()) {
                out.append("g").append(g).append(":\n").append(yamlGroup(g, "  "));
            }
        }
        return out.isEmpty() ? "all:\n" : out.toString();
    }

    private String yamlGroup(int g, String indent) {
        var out = new StringBuilder();
        if (random.nextBoolean()) {
            out.append(indent).append("hosts:\n");
            HOSTS.stream()
                    .filter(_ -> random.nextInt(6) == 0)
                    .forEach(h -> out.append(indent)
                            .append("  \"")
                            .append(h)
                            .append("\": ")
                            .append(flow())
                            .append('\n'));
        }
        if (random.nextBoolean()) {
            out.append(indent).append("vars: ").append(flow()).append('\n');
        }
        if (g < GROUPS && random.nextInt(3) == 0) {
            int child = below(g);
            out.append(indent)
                    .append("children:\n")
                    .append(indent)
                    .append("  g")
                    .append(child)
                    .append(":\n");
            out.append(yamlGroup(child, indent + "    "));
        }
        return out.toString();
    }

    private String flow() {
        return VARIABLES.stream()
                .filter(_ -> random.nextInt(4) == 0)
                .map(v -> v + ": " + pick(YAML_VALUES))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private String variables() {
        return VARIABLES.stream()
                .filter(_ -> random.nextBoolean())
                .map(v -> v + ": " + pick(YAML_VALUES) + "\n")
                .collect(Collectors.joining());
    }

    /** Children have the higher number, so there is no circle. */
    private int below(int g) {
        return g + 1 + random.nextInt(GROUPS - g);
    }

    private String group() {
        return "g" + (1 + random.nextInt(GROUPS));
    }

    private List<Integer> order() {
        var order = new ArrayList<>(IntStream.rangeClosed(1, GROUPS).boxed().toList());
        java.util.Collections.shuffle(order, random);
        return order;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String file(String name, String content) throws IOException {
        var path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        return name;
    }
}
