package io.lsdn.controller.lsctl;

import io.lsdn.netmodel.diagnostic.DidYouMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words of a command, told apart: {@code -option value}, {@code -switch}, and the others in their order. Options may stand
 * anywhere, as Tcl_ParseArgsObjv(3tcl) reads them.
 *
 * @param values by option
 * @param switches those that were given
 * @param others what is neither
 */
record Words(Map<String, String> values, Set<String> switches, List<String> others) {
    /**
     * @param options that take a value
     * @param switches that take none
     * @throws ScriptError for an option that the command has not, that is given twice, or that lacks its value
     */
    static Words read(String command, List<String> words, List<String> options, List<String> switches)
            throws ScriptError {
        var values = new LinkedHashMap<String, String>();
        var given = new LinkedHashSet<String>();
        var others = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (options.contains(word)) {
                if (++i == words.size()) {
                    throw new ScriptError(command + ": " + word + " needs a value");
                }
                if (values.put(word, words.get(i)) != null) {
                    throw new ScriptError(command + ": " + word + " is given twice");
                }
            } else if (switches.contains(word)) {
                given.add(word);
            } else if (word.matches("-[A-Za-z].*")) {
                throw unknown(command, word, options, switches);
            } else {
                others.add(word);
            }
        }
        return new Words(values, given, others);
    }

    private static ScriptError unknown(String command, String word, List<String> options, List<String> switches) {
        var all = new ArrayList<>(options);
        all.addAll(switches);
        return new ScriptError("bad option \"" + word + "\" of " + command
                + (all.isEmpty()
                        ? ": it takes none"
                        : DidYouMean.hint(word, all, "option")
                                .map(h -> ": " + h)
                                .orElse(": must be " + String.join(", ", all))));
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option));
    }

    boolean has(String option) {
        return switches.contains(option);
    }

    /** Whether the command got nothing at all. */
    boolean isEmpty() {
        return values.isEmpty() && switches.isEmpty() && others.isEmpty();
    }
}
