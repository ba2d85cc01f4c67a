package io.lsdn.controller.source;

import java.util.List;

/** YAML as it stands in the text: no value has a type, aliases are the nodes that they name. */
public sealed interface YamlNode {
    Place place();

    /** The nodes in it and itself, each as often as aliases repeat it. */
    long weight();

    /** In words, for messages. */
    String kind();

    /**
     * @param text what stands there, without quotes
     * @param plain whether it was without quotes
     */
    record Scalar(Place place, String text, boolean plain) implements YamlNode {
        @Override
        public long weight() {
            return 1;
        }

        @Override
        public String kind() {
            return "a value";
        }

        /** As after {@code key:} with nothing behind it. */
        public boolean isEmpty() {
            return plain && text.isEmpty();
        }
    }

    record Sequence(Place place, List<YamlNode> items, long weight) implements YamlNode {
        Sequence(Place place, List<YamlNode> items) {
            this(
                    place,
                    List.copyOf(items),
                    1 + items.stream().mapToLong(YamlNode::weight).sum());
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    record Mapping(Place place, List<Entry> entries, long weight) implements YamlNode {
        Mapping(Place place, List<Entry> entries) {
            this(
                    place,
                    List.copyOf(entries),
                    1
                            + entries.stream()
                                    .mapToLong(e -> e.key.weight() + e.value.weight())
                                    .sum());
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    record Entry(YamlNode key, YamlNode value) {}
}
