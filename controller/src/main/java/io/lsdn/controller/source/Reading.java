package io.lsdn.controller.source;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.SourceLocation;
import io.lsdn.netmodel.topology.Parsed;
import io.lsdn.netmodel.validate.ObjectPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a reader of a part of a source needs to know.
 *
 * @param ranges whether <code>{n}</code> stands for something here
 * @param element the name of a range that the part is read for
 */
public record Reading(SourceText source, Findings findings, boolean ranges, Optional<RangeElement> element) {
    Reading of(RangeElement one) {
        return new Reading(source, findings, ranges, Optional.of(one));
    }

    Reading withoutRanges() {
        return new Reading(source, findings, false, element);
    }

    public SourceLocation at(YamlNode node) {
        return source.at(node.place());
    }

    /** Reports that what stands here can not be used. */
    public void refuse(Code code, YamlNode node, ObjectPath path, String message, String hint) {
        findings.unreadable(path, error(code, node, path, message, hint));
    }

    /** Reports an error that leaves the object usable for further checks. */
    public void complain(Code code, YamlNode node, ObjectPath path, String message, String hint) {
        findings.add(path, error(code, node, path, message, hint));
    }

    private Diagnostic error(Code code, YamlNode node, ObjectPath path, String message, String hint) {
        return Diagnostic.error(code.text(), at(node), path.toString(), message, hint);
    }

    /** The text of a scalar, its placeholders filled. */
    public Optional<String> text(YamlNode node, ObjectPath path) {
        findings.place(path, at(node));
        if (!(node instanceof YamlNode.Scalar scalar)) {
            String quotes = node instanceof YamlNode.Mapping ? "; a text that begins with '{' needs quotes" : "";
            refuse(
                    SourceCode.WRONG_TYPE,
                    node,
                    path,
                    node.kind() + " stands where one value is expected",
                    "write one value" + quotes);
            return Optional.empty();
        }
        if (scalar.text().isEmpty()) {
            refuse(SourceCode.VALUE_EMPTY, node, path, "it has no value", "give one, or leave the key out");
            return Optional.empty();
        }
        return ranges ? filled(scalar, path) : Optional.of(scalar.text());
    }

    private Optional<String> filled(YamlNode.Scalar scalar, ObjectPath path) {
        if (!RangeElement.hasPlaceholder(scalar.text())) {
            return Optional.of(scalar.text());
        }
        RangeElement range = element.orElse(RangeElement.alone(""));
        if (range.counts().isEmpty()) {
            refuse(
                    SourceCode.PLACEHOLDER_WITHOUT_RANGE,
                    scalar,
                    path,
                    "'" + scalar.text() + "' has a placeholder, but the name of the entry has no range",
                    "a name such as \"p[01:40]\" has one");
            return Optional.empty();
        }
        return switch (range.fill(scalar.text())) {
            case Parsed.Ok<String>(String value) -> Optional.of(value);
            case Parsed.Bad<String>(String reason) -> {
                refuse(
                        SourceCode.PLACEHOLDER_INVALID,
                        scalar,
                        path,
                        "'" + scalar.text() + "': " + reason,
                        "{n} is the number or letter, {n:02x} a number in two hexadecimal digits, {n:03} in three decimal ones");
                yield Optional.empty();
            }
        };
    }

    /** A scalar's value. */
    public <T> Optional<T> value(YamlNode node, ObjectPath path, ValueType<T> type) {
        return text(node, path).flatMap(text -> switch (type.parser().apply(text)) {
            case Parsed.Ok<T>(T value) -> Optional.of(value);
            case Parsed.Bad<T>(String reason) -> {
                String because = reason.isEmpty() ? "" : ": " + reason;
                refuse(type.code(), node, path, "'" + text + "' is not " + type.what() + because, type.hint());
                yield Optional.empty();
            }
        });
    }

    /** The items of a list; nothing behind the key is a list of none. */
    public List<YamlNode> list(YamlNode node, ObjectPath path) {
        findings.place(path, at(node));
        return switch (node) {
            case YamlNode.Sequence s -> s.items();
            case YamlNode.Scalar s when s.isEmpty() -> List.of();
            case YamlNode.Scalar _, YamlNode.Mapping _ -> {
                refuse(
                        SourceCode.WRONG_TYPE,
                        node,
                        path,
                        node.kind() + " stands where a list is expected",
                        "write [a, b], or one line '- a' for each");
                yield List.of();
            }
        };
    }

    /** The names that a scalar stands for: one, or those of its range. */
    List<RangeElement> names(YamlNode.Scalar scalar, ObjectPath parent) {
        return switch (RangeName.expand(scalar.text())) {
            case Parsed.Ok<List<RangeElement>>(List<RangeElement> elements) -> {
                if (RangeName.isRange(scalar.text())) {
                    elements.forEach(e -> findings.ofRange(parent.child(e.name())));
                }
                yield elements;
            }
            case Parsed.Bad<List<RangeElement>>(String reason) -> {
                refuse(SourceCode.RANGE_INVALID, scalar, parent, reason, "for example p[01:40], [a:f] or [0:10:2]");
                yield List.of();
            }
        };
    }

    /** A mapping from names to things, each name as often as it stands there. */
    List<NamedNode> named(YamlNode node, ObjectPath path) {
        List<NamedNode> all = new ArrayList<>();
        for (Fields.Field field : Fields.of(this, node, path)) {
            all.add(new NamedNode(field.key(), field.value()));
        }
        return all;
    }

    /** A mapping whose names may have ranges; none, after a report, if these make too much to be meant. */
    List<Expanded> expanded(YamlNode node, ObjectPath path) {
        List<Expanded> all = new ArrayList<>();
        for (NamedNode entry : named(node, path)) {
            List<RangeElement> elements = names(entry.name(), path);
            if (!findings.admit(elements.size())) {
                refuse(
                        SourceCode.RANGE_TOO_LARGE,
                        entry.name(),
                        path,
                        "with this there are more than " + Limits.OBJECTS + " physes and virts",
                        "check the ranges");
                return List.of();
            }
            all.add(new Expanded(entry.name(), entry.value(), elements));
        }
        return all;
    }

    /** An entry of a mapping from names. */
    record NamedNode(YamlNode.Scalar name, YamlNode value) {}

    /** An entry with the names that its name stands for. */
    record Expanded(YamlNode.Scalar name, YamlNode value, List<RangeElement> elements) {}
}
