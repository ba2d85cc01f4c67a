package io.lsdn.hostrunner.apply;

import io.lsdn.netmodel.wire.Codec;
import io.lsdn.netmodel.wire.WireException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The confirmed generations of a context, a file each: {@code generation-N}. The last ten are kept. */
public final class Generations {
    private static final int KEPT = 10;
    private static final String PREFIX = "generation-";
    private static final String KIND = "lsdn generation 1";

    private final ContextDirectory directory;

    public Generations(ContextDirectory directory) {
        this.directory = directory;
    }

    /** The newest that can be believed. */
    public Optional<Generation> latest() throws IOException {
        return upTo(Long.MAX_VALUE);
    }

    /** The newest that can be believed and has at most that number. */
    public Optional<Generation> upTo(long number) throws IOException {
        for (long n : numbers()) {
            Optional<Generation> g = n <= number ? read(n) : Optional.empty();
            if (g.isPresent()) {
                return g;
            }
        }
        return Optional.empty();
    }

    /** Whether there may have been one of at most that number that is not kept any more. */
    public boolean mayHaveHad(long number) throws IOException {
        List<Long> all = numbers();
        return all.size() >= KEPT || all.stream().anyMatch(n -> n <= number);
    }

    /** What is wrong with files that can not be believed, a line each. */
    public List<String> damage() throws IOException {
        var lines = new ArrayList<String>();
        for (long n : numbers()) {
            switch (directory.read(PREFIX + n, KIND)) {
                case ContextDirectory.Damaged(String why) -> lines.add(why);
                case ContextDirectory.Missing _, ContextDirectory.Whole _ -> {}
            }
        }
        return lines;
    }

    /** Why the newest file can not be believed, so that what was confirmed last is not known; empty if it can, or there is none. */
    public Optional<String> doubt() throws IOException {
        List<Long> all = numbers();
        if (all.isEmpty() || read(all.getFirst()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                directory.read(PREFIX + all.getFirst(), KIND) instanceof ContextDirectory.Damaged(String why)
                        ? why
                        : directory.path(PREFIX + all.getFirst()) + " is of another version of lsdn-deploy");
    }

    /** Makes the generation durable: when this returns, it survives a loss of power. */
    public void write(Generation generation) throws IOException {
        directory.write(PREFIX + generation.number(), KIND, encoded(generation));
        List<Long> all = numbers();
        for (long old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            directory.delete(PREFIX + old);
        }
    }

    static byte[] encoded(Generation generation) {
        return new Codec().encode(generation, Generation.class);
    }

    /** Newest first. */
    private List<Long> numbers() throws IOException {
        return directory.names().stream()
                .flatMap(Generations::number)
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private static Stream<Long> number(String name) {
        String digits = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
        return digits.isEmpty() || digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Stream.empty()
                : Stream.of(Long.parseLong(digits));
    }

    private Optional<Generation> read(long number) throws IOException {
        if (!(directory.read(PREFIX + number, KIND) instanceof ContextDirectory.Whole whole)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Codec().decode(whole.content(), Generation.class));
        } catch (WireException _) {
            // Whole, but of another version's shape: as good as none.
            return Optional.empty();
        }
    }
}
