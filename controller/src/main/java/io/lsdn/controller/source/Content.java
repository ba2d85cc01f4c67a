package io.lsdn.controller.source;

/** What the sources that somebody named turned out to hold. */
public sealed interface Content {
    record OfTopology(LoadResult result) implements Content {}

    /**
     * A list of plays, and nothing beside it.
     *
     * @param reading of the file that it stands in
     */
    record OfPlaybook(Reading reading, YamlNode.Sequence plays) implements Content {}
}
