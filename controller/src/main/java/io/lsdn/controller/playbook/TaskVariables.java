package io.lsdn.controller.playbook;

import io.lsdn.controller.inventory.Host;
import io.lsdn.controller.inventory.Value;
import io.lsdn.controller.inventory.Variable;
import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.DidYouMean;
import io.lsdn.netmodel.topology.Parsed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Puts the inventory's variables into the commands of tasks, before anything is contacted. */
public final class TaskVariables {
    private static final String NAME = "inventory_hostname";

    private final PlayTask task;
    private final List<Host> hosts;
    private final List<Diagnostic> problems;

    private TaskVariables(PlayTask task, List<Host> hosts, List<Diagnostic> problems) {
        this.task = task;
        this.hosts = hosts;
        this.problems = problems;
    }

    /**
     * @param hosts of the play
     * @param problems what is wrong is added; then what is returned is of no use
     */
    public static List<TaskCommand> fill(List<PlayTask> tasks, List<Host> hosts, List<Diagnostic> problems) {
        return tasks.stream()
                .map(t -> new TaskVariables(t, hosts, problems).command())
                .toList();
    }

    private TaskCommand command() {
        var values = new LinkedHashMap<String, Map<String, String>>();
        task.run().variables().forEach(name -> values.put(name, values(name)));
        if (task.on() == PlayTask.Where.CONTROLLER) {
            return new TaskCommand.Here(task, task.run().render(name -> single(name, of(values, name))));
        }
        var commands = new LinkedHashMap<String, String>();
        hosts.forEach(h -> commands.put(
                h.name(), task.run().render(name -> of(values, name).getOrDefault(h.name(), ""))));
        return new TaskCommand.There(task, commands);
    }

    private static Map<String, String> of(Map<String, Map<String, String>> values, String name) {
        return Objects.requireNonNull(values.get(name));
    }

    /** By host. */
    private Map<String, String> values(String name) {
        var values = new LinkedHashMap<String, String>();
        var undefined = new ArrayList<Host>();
        for (Host host : hosts) {
            Optional<Variable> variable = Optional.ofNullable(host.variables().get(name));
            if (variable.isPresent()) {
                switch (text(variable.get().value())) {
                    case Parsed.Ok<String>(String text) -> values.put(host.name(), text);
                    case Parsed.Bad<String>(String why) ->
                        problem(
                                PlaybookCode.VARIABLE_NOT_TEXT,
                                "'" + name + "' of host " + host.name() + " is " + why,
                                "it stands at " + variable.get().definedAt()
                                        + "; only plain values are put into commands");
                }
            } else if (name.equals(NAME)) {
                values.put(host.name(), host.name());
            } else {
                undefined.add(host);
            }
        }
        undefined(name, undefined);
        return values;
    }

    private void undefined(String name, List<Host> without) {
        if (!without.isEmpty()) {
            Host first = without.getFirst();
            String more = without.size() == 1 ? "" : " and " + (without.size() - 1) + " more";
            Set<String> known = new LinkedHashSet<>(first.variables().keySet());
            known.add(NAME);
            problem(
                    PlaybookCode.VARIABLE_UNDEFINED,
                    "the inventory gives host " + first.name() + more + " no variable '" + name + "'",
                    DidYouMean.candidates(name, known).stream()
                            .findFirst()
                            .map(c -> "did you mean '" + c + "'?")
                            .orElse("set it for all hosts of the play"));
        }
    }

    /** Of a task that is no host's. */
    private String single(String name, Map<String, String> values) {
        Set<String> different = new LinkedHashSet<>(values.values());
        if (different.size() > 1) {
            problem(
                    PlaybookCode.VARIABLE_DIFFERS,
                    "'" + name
                            + "' is not the same on all hosts of the play, and the task is run once on the controller",
                    "run it 'on: hosts', or read the hosts from LSDN_HOST");
        }
        return different.stream().findFirst().orElse("");
    }

    private static Parsed<String> text(Value value) {
        if (value.hasTemplate()) {
            return Parsed.bad("a Jinja template");
        }
        return switch (value) {
            case Value.Text(String text) -> plain(text);
            case Value.Unsafe(String text) -> plain(text);
            case Value.Bool(boolean truth) -> Parsed.ok(truth ? "True" : "False");
            case Value.Int(var number) -> Parsed.ok(number.toString());
            case Value.Real(double number) -> Parsed.ok(Double.toString(number));
            case Value.Timestamp(String iso) -> Parsed.ok(iso);
            case Value.Null _ -> Parsed.bad("empty");
            case Value.Vaulted _ -> Parsed.bad("encrypted by ansible-vault");
            case Value.Sequence _, Value.Tuple _ -> Parsed.bad("a list");
            case Value.Mapping _ -> Parsed.bad("a mapping");
        };
    }

    private static Parsed<String> plain(String text) {
        return text.indexOf('\0') >= 0 ? Parsed.bad("a text with a NUL, which no shell takes") : Parsed.ok(text);
    }

    private void problem(PlaybookCode code, String message, String hint) {
        problems.add(Diagnostic.error(code.text(), task.at(), task.name(), message, hint));
    }
}
