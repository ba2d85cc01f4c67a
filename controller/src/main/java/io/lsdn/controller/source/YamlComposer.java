package io.lsdn.controller.source;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * The one document of a YAML text as nodes. It works on the parser's events, not on what the library composes: so depth
 * and the growth by aliases are bounded before any memory is spent on them, and each refusal has its place.
 */
final class YamlComposer {
    /** A document, or why there is none. */
    sealed interface Composed {
        record Document(YamlNode root) implements Composed {}

        record Refused(Diagnostic why) implements Composed {}
    }

    private final SourceText source;
    private final Iterator<Event> events;
    private final Map<String, YamlNode> anchors = new HashMap<>();
    private int depth;

    private YamlComposer(SourceText source) {
        this.source = source;
        var options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        this.events = new Yaml(options).parse(new StringReader(source.text())).iterator();
    }

    static Composed compose(SourceText source) {
        try {
            return new Composed.Document(new YamlComposer(source).document());
        } catch (Refusal e) {
            return new Composed.Refused(e.diagnostic);
        } catch (MarkedYAMLException e) {
            return new Composed.Refused(syntax(source, e));
        } catch (YAMLException _) {
            return new Composed.Refused(Diagnostic.error(
                    SourceCode.YAML_SYNTAX.text(), source.at(Place.START), "", "this is not YAML", ""));
        }
    }

    private YamlNode document() {
        Optional<YamlNode> root = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent) {
                if (root.isPresent()) {
                    throw refuse(
                            SourceCode.YAML_MULTIPLE_DOCUMENTS,
                            event,
                            "a second document begins",
                            "one topology a file");
                }
                root = Optional.of(node(events.next()));
            }
        }
        return root.filter(r -> !(r instanceof YamlNode.Scalar s && s.isEmpty()))
                .orElseThrow(() -> new Refusal(Diagnostic.error(
                        SourceCode.YAML_EMPTY.text(),
                        source.at(Place.START),
                        "",
                        "there is no topology in it",
                        "settings, physes and nets are expected")));
    }

    private YamlNode node(Event event) {
        if (event instanceof AliasEvent alias) {
            return Optional.ofNullable(anchors.get(alias.getAnchor()))
                    .orElseThrow(() -> refuse(
                            SourceCode.YAML_UNKNOWN_ALIAS,
                            event,
                            "there is no finished anchor '&" + alias.getAnchor() + "' before '*" + alias.getAnchor()
                                    + "'",
                            "an alias repeats what stands complete before it"));
        }
        refuseTag(event);
        YamlNode node = switch (event) {
            case ScalarEvent s ->
                new YamlNode.Scalar(place(event), s.getValue(), s.getScalarStyle() == ScalarStyle.PLAIN);
            case SequenceStartEvent _ -> sequence(event);
            case MappingStartEvent _ -> mapping(event);
            default -> throw new IllegalStateException("the parser gave " + event);
        };
        if (node.weight() > Limits.NODES) {
            throw refuse(
                    SourceCode.YAML_ALIAS_BOMB,
                    event,
                    "it grows to more than " + Limits.NODES + " values",
                    "repeat less by aliases");
        }
        if (event instanceof NodeEvent named && named.getAnchor() != null) {
            anchors.put(named.getAnchor(), node);
        }
        return node;
    }

    private YamlNode sequence(Event start) {
        descend(start);
        List<YamlNode> items = new ArrayList<>();
        for (Event e = events.next(); !(e instanceof SequenceEndEvent); e = events.next()) {
            items.add(node(e));
        }
        depth--;
        return new YamlNode.Sequence(place(start), items);
    }

    private YamlNode mapping(Event start) {
        descend(start);
        List<YamlNode.Entry> entries = new ArrayList<>();
        for (Event e = events.next(); !(e instanceof MappingEndEvent); e = events.next()) {
            YamlNode key = node(e);
            entries.add(new YamlNode.Entry(key, node(events.next())));
        }
        depth--;
        return new YamlNode.Mapping(place(start), entries);
    }

    private void descend(Event event) {
        if (++depth > Limits.DEPTH) {
            throw refuse(
                    SourceCode.YAML_TOO_DEEP, event, "more than " + Limits.DEPTH + " levels stand in each other", "");
        }
    }

    private void refuseTag(Event event) {
        String tag = switch (event) {
            case ScalarEvent s -> s.getTag();
            case SequenceStartEvent s -> s.getTag();
            case MappingStartEvent m -> m.getTag();
            default -> null;
        };
        if (tag != null) {
            throw refuse(
                    SourceCode.YAML_TAG,
                    event,
                    "the tag '" + tag.replace("tag:yaml.org,2002:", "!!") + "' has no meaning here",
                    "leave it out: every value is read as the text that stands there");
        }
    }

    private static Diagnostic syntax(SourceText source, MarkedYAMLException e) {
        Place place = Optional.ofNullable(e.getProblemMark())
                .or(() -> Optional.ofNullable(e.getContextMark()))
                .map(YamlComposer::place)
                .orElse(Place.START);
        var location = source.at(place);
        int index = location.text()
                .offsetByCodePoints(
                        0,
                        Math.min(
                                place.column() - 1,
                                location.text()
                                        .codePointCount(0, location.text().length())));
        if (index < location.text().length() && location.text().charAt(index) == '\t') {
            return Diagnostic.error(
                    SourceCode.YAML_TAB.text(), location, "", "a tab can not indent in YAML", "use spaces");
        }
        String problem = Optional.ofNullable(e.getProblem()).orElse("").replace('\n', ' ');
        String context = Optional.ofNullable(e.getContext())
                .map(c -> c + ": ")
                .orElse("")
                .replace('\n', ' ');
        return Diagnostic.error(
                SourceCode.YAML_SYNTAX.text(),
                location,
                "",
                "this is not YAML: " + context + problem,
                "check indentation, and put quotes around values with any of {}[]:#&*!|>'\"%@`");
    }

    private Refusal refuse(SourceCode code, Event event, String message, String hint) {
        return new Refusal(Diagnostic.error(code.text(), source.at(place(event)), "", message, hint));
    }

    private static Place place(Event event) {
        return place(event.getStartMark());
    }

    private static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Leaves the recursion; never leaves this class. */
    private static final class Refusal extends RuntimeException {
        private final transient Diagnostic diagnostic;

        Refusal(Diagnostic diagnostic) {
            super(diagnostic.message(), null, false, false);
            this.diagnostic = diagnostic;
        }
    }
}
