package io.lsdn.controller.cli;

import io.lsdn.controller.lab.Lab;
import io.lsdn.controller.lab.LabException;
import io.lsdn.controller.lab.LabRunner;
import io.lsdn.controller.rollout.ExitCode;
import io.lsdn.controller.source.LoadResult;
import io.lsdn.controller.transport.RunnerJar;
import io.lsdn.netmodel.diagnostic.DiagnosticPrinter;
import io.lsdn.netmodel.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Network-namespace hosts and virts for a topology on this machine. */
@Command(
        name = "lab",
        description = {
            "Make hosts and virts for a topology on this machine: network namespaces, each host with its own sshd.",
            "Prints the inventory to use with it. 'lab down' removes everything of it."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class LabCommand implements Task {
    private static final String NEEDS_ROOT = "a lab needs root, and room in /run";

    private final Up up;

    @Mixin
    private TopologyOptions topology = new TopologyOptions();

    @Mixin
    private Name name = new Name();

    LabCommand(Surroundings surroundings) {
        this.up = new Up(surroundings);
    }

    @Override
    public int run() {
        return up.make(topology, name);
    }

    /** Which lab. */
    static final class Name {
        @Option(
                names = "--name",
                paramLabel = "NAME",
                converter = Checked.class,
                description = "Several labs have several names (default ${DEFAULT-VALUE}).",
                defaultValue = "lab")
        private String name = "lab";

        /** What a lab can be called. */
        static final class Checked implements ITypeConverter<String> {
            @Override
            public String convert(String text) {
                if (!text.matches("[a-z0-9]{1,10}")) {
                    throw new TypeConversionException("'" + text + "' is not 1 to 10 of a-z and 0-9");
                }
                return text;
            }
        }

        Lab lab() throws IOException {
            return new Lab(name, new LabRunner(RunnerJar.carried()));
        }
    }

    /** Makes it. */
    @Command(
            name = "up",
            description = "Make the lab (what 'lab TOPOLOGY' does too).",
            sortOptions = false,
            mixinStandardHelpOptions = true)
    static final class Up implements Task {
        private final Surroundings surroundings;

        @Mixin
        private TopologyOptions topology = new TopologyOptions();

        @Mixin
        private Name name = new Name();

        Up(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public int run() {
            return make(topology, name);
        }

        int make(TopologyOptions from, Name as) {
            return switch (from.load(surroundings)) {
                case LoadResult.Rejected(var problems) -> {
                    Diagnostics.print(problems, surroundings.err());
                    surroundings.err().println("lsdn-deploy: " + Diagnostics.count(problems) + "; no lab was made");
                    yield ExitCode.WRONG_INPUT.number();
                }
                case LoadResult.Loaded loaded -> {
                    Diagnostics.print(loaded.warnings(), surroundings.err());
                    yield make(loaded.topology(), as);
                }
            };
        }

        private int make(Topology topology, Name as) {
            try {
                Lab.Made made = as.lab().up(topology);
                made.virts()
                        .forEach((namespace, address) -> surroundings
                                .err()
                                .println("virt " + address + ": ip netns exec " + namespace + " ping ..."));
                surroundings.err().println("inventory: " + made.inventory());
                // Standard output is the inventory itself: lab TOPOLOGY > hosts.ini
                surroundings.out().print(Files.readString(made.inventory()));
                return ExitCode.DONE.number();
            } catch (LabException e) {
                return failed(surroundings, e.getMessage(), e.hint());
            } catch (IOException e) {
                return failed(surroundings, e.toString(), NEEDS_ROOT);
            }
        }
    }

    /** Removes it. */
    @Command(
            name = "down",
            description = "Remove the lab and everything of it.",
            sortOptions = false,
            mixinStandardHelpOptions = true)
    static final class Down implements Task {
        private final Surroundings surroundings;

        @Mixin
        private Name name = new Name();

        Down(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public int run() {
            try {
                name.lab().down();
                return ExitCode.DONE.number();
            } catch (LabException e) {
                return failed(surroundings, e.getMessage(), e.hint());
            } catch (IOException e) {
                return failed(surroundings, e.toString(), NEEDS_ROOT);
            }
        }
    }

    private static int failed(Surroundings s, String message, String hint) {
        s.err()
                .println("lsdn-deploy: error: "
                        + DiagnosticPrinter.oneLine(hint.isEmpty() ? message : message + "; " + hint));
        return ExitCode.HOST_FAILED.number();
    }
}
