package io.lsdn.controller.lsctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command's arguments, sorted into options, flags and the others. */
final class Words {
    private final String command;
    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<String> others = new ArrayList<>();

    /**
     * @param valued options that take a value
     * @param flags options that do not
     */
    Words(String command, List<String> words, Set<String> valued, Set<String> flags) throws LsctlError {
        this.command = command;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (flags.contains(word)) {
                put(word, "");
            } else if (valued.contains(word)) {
                if (++i == words.size()) {
                    throw new LsctlError(command + ": " + word + " needs a value");
                }
                put(word, words.get(i));
            } else if (word.matches("-[A-Za-z].*") && !word.contains("\n")) {
                var known = new ArrayList<String>(valued);
                known.addAll(flags);
                known.sort(null);
                throw new LsctlError(command + ": unknown option " + word
                        + (known.isEmpty() ? "; it takes none" : "; it takes " + String.join(", ", known)));
            } else {
                others.add(word);
            }
        }
    }

    private void put(String option, String value) throws LsctlError {
        if (options.put(option, value) != null) {
            throw new LsctlError(command + ": " + option + " stands twice");
        }
    }

    Optional<String> get(String option) {
        return Optional.ofNullable(options.get(option));
    }

    String need(String option) throws LsctlError {
        return get(option).orElseThrow(() -> new LsctlError(command + ": " + option + " is missing"));
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    List<String> others() {
        return others;
    }

    /** What an outer command gives already. */
    void refuse(String option, String outer) throws LsctlError {
        if (has(option)) {
            throw new LsctlError(command + ": " + option + " is given by the " + outer + " it stands in");
        }
    }

    void notBoth(String one, String other) throws LsctlError {
        if (has(one) && has(other)) {
            throw new LsctlError(command + ": " + one + " and " + other + " exclude each other");
        }
    }

    /** The words that are no options, of which there may be so many. */
    void count(int least, int most, String usage) throws LsctlError {
        if (others.size() < least || others.size() > most) {
            throw new LsctlError("usage: " + usage);
        }
    }

    /** A trailing script. */
    Optional<String> body(int at) {
        return others.size() > at ? Optional.of(others.get(at)) : Optional.empty();
    }
}
