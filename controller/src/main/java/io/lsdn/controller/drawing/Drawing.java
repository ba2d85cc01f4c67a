package io.lsdn.controller.drawing;

import io.lsdn.netmodel.topology.Topology;
import java.util.Arrays;
import java.util.Optional;

/** A format of drawings. */
public enum Drawing {
    /** An image that stands alone. */
    SVG("svg", "svg") {
        @Override
        String draw(Sketch sketch) {
            return new SvgText(sketch).text();
        }
    },
    /** Graphviz's language. */
    DOT("dot", "gv") {
        @Override
        String draw(Sketch sketch) {
            return DotText.of(sketch);
        }
    },
    /** Mermaid's, which forges show in Markdown. */
    MERMAID("mermaid", "mmd") {
        @Override
        String draw(Sketch sketch) {
            return MermaidText.of(sketch);
        }
    };

    private final String word;
    private final String other;

    Drawing(String word, String other) {
        this.word = word;
        this.other = other;
    }

    /** @param word a format's name or the ending of its files */
    public static Optional<Drawing> called(String word) {
        return Arrays.stream(values())
                .filter(d -> d.word.equals(word) || d.other.equals(word))
                .findFirst();
    }

    abstract String draw(Sketch sketch);

    /** The topology as a text of this format. */
    public String of(Topology topology) {
        return draw(Sketch.of(topology));
    }
}
