package io.lsdn.controller.inventory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reads the sources that {@code -i} names: INI and YAML files, directories, executables and lists of hosts
 * ({@code host1,}), with {@code group_vars/} and {@code host_vars/} beside them and beside the playbook.
 *
 * <p>Two things Ansible goes on with after a warning are errors here, because a rollout to the wrong hosts costs more
 * than a second try: a source that cannot be read, and one that does not exist.
 *
 * <p>Jinja templates are carried along as text: an inventory that is shared with Ansible may have them in variables that
 * nothing here uses. They are an error where such a variable is used ({@link HostVariables}). The same holds for single
 * values that ansible-vault encrypted. A whole file that is encrypted is always an error, as nobody can know what it
 * would have said.
 */
public final class InventoryLoader {
    private static final Pattern ENVIRONMENT = Pattern.compile("\\$(?:\\{(\\w+)\\}|(\\w+))");

    private final Path workingDirectory;
    private final Map<String, String> environment;

    /**
     * @param workingDirectory relative sources start there, and executables run there
     * @param environment for {@code ~} and {@code $NAME} in the name of a source
     */
    public InventoryLoader(Path workingDirectory, Map<String, String> environment) {
        this.workingDirectory = workingDirectory.toAbsolutePath();
        this.environment = Map.copyOf(environment);
    }

    /** Reads all sources in their order; a later one adds to and overrides what an earlier one said. */
    public LoadedInventory load(List<String> sources) {
        return load(sources, Optional.empty());
    }

    /**
     * @param playbookDirectory where the playbook stands, whose {@code group_vars/} and {@code host_vars/} count too;
     *     {@code ansible-inventory}, which has no playbook, takes the working directory for it
     */
    public LoadedInventory load(List<String> sources, Optional<Path> playbookDirectory) {
        var draft = new InventoryDraft();
        var problems = new Problems();
        var reader = new SourceReader(workingDirectory, draft, problems);
        Map<Path, VarsDirectory> known = new LinkedHashMap<>();
        List<VarsDirectory> beside = new ArrayList<>();
        for (var source : sources.stream().filter(s -> !s.isEmpty()).toList()) {
            var path = path(source);
            if (source.contains(",") && !Files.exists(path)) {
                reader.hostList(source);
            } else {
                reader.read(path, source);
                beside.add(adjacent(path, source, known));
            }
        }
        reportLoops(draft, problems);
        reportNameClashes(draft, problems);
        var besidePlaybook = playbookDirectory.map(d -> new VarsDirectory(d, d + "/"));
        var inventory = new Precedence(draft, beside, besidePlaybook).resolve();
        known.values().forEach(d -> collect(d, inventory, problems));
        besidePlaybook.ifPresent(d -> collect(d, inventory, problems));
        return new LoadedInventory(inventory, problems.list());
    }

    private Path path(String source) {
        var named = ENVIRONMENT.matcher(source).replaceAll(this::valueOf);
        var home = Optional.ofNullable(environment.get("HOME"));
        if (home.isPresent() && (named.equals("~") || named.startsWith("~/"))) {
            named = home.orElseThrow() + named.substring(1);
        }
        return workingDirectory.resolve(named).normalize();
    }

    private String valueOf(MatchResult m) {
        var name = Optional.ofNullable(m.group(1)).orElse(m.group(2));
        return java.util.regex.Matcher.quoteReplacement(environment.getOrDefault(name, m.group()));
    }

    private static VarsDirectory adjacent(Path path, String source, Map<Path, VarsDirectory> known) {
        boolean isDirectory = Files.isDirectory(path);
        var directory = isDirectory ? path : path.resolveSibling("").normalize();
        var shown = isDirectory
                ? source + (source.endsWith("/") ? "" : "/")
                : source.substring(0, source.lastIndexOf('/') + 1);
        return known.computeIfAbsent(directory, d -> new VarsDirectory(d, shown));
    }

    private static void reportLoops(InventoryDraft draft, Problems problems) {
        for (var group : draft.reconcile()) {
            problems.error(
                    "inventory-group-loop",
                    group.firstNamed.orElseThrow(),
                    group.name,
                    "all is below it, and it belongs below all",
                    "");
        }
    }

    private static void reportNameClashes(InventoryDraft draft, Problems problems) {
        for (var host : draft.hosts.values()) {
            if (draft.groups.containsKey(host.name)) {
                problems.warning(
                        "inventory-name-clash",
                        host.firstNamed,
                        host.name,
                        "a group has the name of this host, and gets the variables given to it",
                        "");
            }
        }
    }

    /** What the files of a group say that has no host decides nothing, so nothing about them stops a rollout. */
    private static void collect(VarsDirectory directory, Inventory inventory, Problems problems) {
        for (var group : inventory.groups().keySet()) {
            var found = directory.ofGroup(group).problems();
            if (inventory.hostsOf(group).isEmpty()) {
                problems.addAsWarnings(found);
            } else {
                problems.addAll(found);
            }
        }
        inventory
                .hosts()
                .keySet()
                .forEach(h -> problems.addAll(directory.ofHost(h).problems()));
    }
}
