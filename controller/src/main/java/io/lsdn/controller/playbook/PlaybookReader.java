package io.lsdn.controller.playbook;

import io.lsdn.controller.inventory.HostPattern;
import io.lsdn.controller.rollout.BatchSize;
import io.lsdn.controller.source.Content;
import io.lsdn.controller.source.ObjectReader;
import io.lsdn.controller.source.Reading;
import io.lsdn.controller.source.SourceCode;
import io.lsdn.controller.source.ValueType;
import io.lsdn.controller.source.YamlNode;
import io.lsdn.netmodel.validate.ObjectPath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads the plays of a playbook. What is wrong is told to the reading; what comes of a wrong play is of no use. */
final class PlaybookReader {
    private final Reading reading;
    private final Predicate<String> exists;

    private PlaybookReader(Reading reading, Predicate<String> exists) {
        this.reading = reading;
        this.exists = exists;
    }

    /** @param exists whether there is a topology of that name beside the playbook */
    static List<Play> read(Content.OfPlaybook playbook, Predicate<String> exists) {
        var reader = new PlaybookReader(playbook.reading(), exists);
        List<YamlNode> items = playbook.plays().items();
        if (items.isEmpty()) {
            reader.reading.refuse(
                    PlaybookCode.PLAYBOOK_EMPTY,
                    playbook.plays(),
                    ObjectPath.ROOT,
                    "the playbook has no plays",
                    "a play is '- hosts: all' with 'topology: topo.yaml' below");
        }
        var plays = new ArrayList<Play>();
        for (int i = 0; i < items.size(); i++) {
            plays.add(reader.play(items.get(i), ObjectPath.of("plays", Integer.toString(i))));
        }
        return plays;
    }

    private Play play(YamlNode node, ObjectPath path) {
        ObjectReader play = ObjectReader.open(reading, node, path, Keys.PLAY);
        HostPattern hosts = required(play, node, "hosts", "'hosts: all' is every host of the inventory")
                .map(n -> pattern(n, path.child("hosts")))
                .orElse(new HostPattern(List.of()));
        List<String> topology = required(play, node, "topology", "the name of a file beside this one")
                .map(n -> topologies(n, path.child("topology")))
                .orElse(List.of());
        return new Play(
                play.value("name", ValueType.TEXT).orElse(hosts.toString()),
                hosts,
                topology,
                serial(play),
                tolerance(play),
                play.value("confirm_timeout", Values.CONFIRM),
                play.value("on_failure", Values.ON_FAILURE),
                tasks(play, "pre_tasks"),
                tasks(play, "post_tasks"),
                tasks(play, "failure_tasks"));
    }

    private Optional<YamlNode> required(ObjectReader object, YamlNode node, String key, String hint) {
        Optional<YamlNode> value = object.node(key);
        if (value.isEmpty() && !reading.findings().isUnread(object.path().child(key))) {
            reading.refuse(SourceCode.MISSING_KEY, node, object.path().child(key), "'" + key + "' is missing", hint);
        }
        return value;
    }

    /** One value, or a list of them. */
    private List<String> texts(YamlNode node, ObjectPath path) {
        return node instanceof YamlNode.Sequence s
                ? s.items().stream()
                        .flatMap(n -> reading.text(n, path).stream())
                        .toList()
                : reading.text(node, path).stream().toList();
    }

    private HostPattern pattern(YamlNode node, ObjectPath path) {
        String text = String.join(",", texts(node, path));
        return HostPattern.parse(text, reading.at(node));
    }

    private List<String> topologies(YamlNode node, ObjectPath path) {
        List<String> names = texts(node, path);
        names.stream()
                .filter(n -> !exists.test(n))
                .forEach(n -> reading.refuse(
                        PlaybookCode.TOPOLOGY_NOT_FOUND,
                        node,
                        path,
                        "there is no topology '" + n + "'",
                        "its name is relative to the directory of the playbook"));
        return names;
    }

    private List<BatchSize> serial(ObjectReader play) {
        ObjectPath path = play.path().child("serial");
        return play.node("serial").stream()
                .flatMap(n -> (n instanceof YamlNode.Sequence s ? s.items() : List.of(n)).stream())
                .flatMap(n -> reading.value(n, path, Values.BATCH).stream())
                .toList();
    }

    /** {@code any_errors_fatal} is none at all, in other words. */
    private BigDecimal tolerance(ObjectReader play) {
        BigDecimal max = play.value("max_fail_percentage", Values.PERCENTAGE).orElse(BigDecimal.ZERO);
        boolean fatal = play.value("any_errors_fatal", ValueType.BOOLEAN).orElse(false);
        if (fatal && max.signum() > 0) {
            play.node("any_errors_fatal")
                    .ifPresent(n -> reading.complain(
                            PlaybookCode.TOLERANCE_TWICE,
                            n,
                            play.path(),
                            "'any_errors_fatal' is 'max_fail_percentage: 0', and that is " + max.toPlainString(),
                            "leave one of them out"));
        }
        return max;
    }

    private List<PlayTask> tasks(ObjectReader play, String key) {
        ObjectPath path = play.path().child(key);
        List<YamlNode> items = play.node(key).map(n -> reading.list(n, path)).orElse(List.of());
        var tasks = new ArrayList<PlayTask>();
        for (int i = 0; i < items.size(); i++) {
            task(items.get(i), path.child(Integer.toString(i))).ifPresent(tasks::add);
        }
        return tasks;
    }

    private Optional<PlayTask> task(YamlNode node, ObjectPath path) {
        ObjectReader task = ObjectReader.open(reading, node, path, Keys.TASK);
        Optional<ShellTemplate> run = task.required("run", Values.COMMAND, "a command for the shell");
        Optional<String> name = task.value("name", ValueType.TEXT);
        PlayTask.Where on = task.value("on", Values.WHERE).orElse(PlayTask.Where.HOSTS);
        var timeout = task.value("timeout", Values.TIMEOUT).orElse(PlayTask.TIMEOUT);
        return run.map(r -> new PlayTask(
                name.orElseGet(() -> r.toString().lines().limit(1).collect(Collectors.joining())),
                r,
                on,
                timeout,
                reading.at(task.node("run").orElse(node))));
    }
}
