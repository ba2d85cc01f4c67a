package io.lsdn.controller.cli;

import io.lsdn.controller.playbook.PlaybookSchema;
import io.lsdn.controller.rollout.ExitCode;
import io.lsdn.controller.source.TopologySchema;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The JSON Schemas of what users write, for editors. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of topologies or of playbooks, by which editors complete and check.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Task {
    private static final List<String> LANGUAGES = List.of("topology", "playbook");

    private final Surroundings surroundings;

    @Parameters(
            arity = "0..1",
            paramLabel = "topology|playbook",
            completionCandidates = Languages.class,
            description = "Whose (default: topology).")
    private String language = "topology";

    /** What a shell completes. */
    static final class Languages extends java.util.ArrayList<String> {
        private static final long serialVersionUID = 1;

        Languages() {
            super(LANGUAGES);
        }
    }

    SchemaCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int run() {
        surroundings
                .out()
                .print(
                        switch (language) {
                            case "topology" -> TopologySchema.text();
                            case "playbook" -> PlaybookSchema.text();
                            default ->
                                throw new UsageException(
                                        "'" + language + "' has no schema; there is one of topology and one of playbook"
                                                + Meant.by(language, LANGUAGES)
                                                        .map(m -> "; did you mean " + m + "?")
                                                        .orElse(""));
                        });
        return ExitCode.DONE.number();
    }
}
