package io.lsdn.controller.transport.route;

import java.util.ArrayList;
import java.util.List;

/**
 * Arguments that are handed on to ssh(1): all options but those that would make it do something else than start a command.
 *
 * @param words with {@code -J} said as an option, since that may stand beside others
 * @param problems one line for each word that cannot be handed on
 */
record SystemSshArguments(List<String> words, List<String> problems) {
    private static final String WITH_ARGUMENT = "BbcDEeFIiJLlmOoPpQRSWw";

    /** Background, no command, a terminal, forwards and queries in the place of a command. */
    private static final String REFUSED = "fNnsGVMtDLRwWOQ";

    SystemSshArguments {
        words = List.copyOf(words);
        problems = List.copyOf(problems);
    }

    static SystemSshArguments of(List<String> words) {
        var handed = new ArrayList<String>();
        var problems = new ArrayList<String>();
        for (int w = 0; w < words.size(); w++) {
            String word = words.get(w);
            if (word.length() < 2 || word.charAt(0) != '-') {
                problems.add("'" + word + "' is no option of ssh");
                continue;
            }
            for (int i = 1; i < word.length(); i++) {
                char flag = word.charAt(i);
                if (REFUSED.indexOf(flag) >= 0) {
                    problems.add("-" + flag + " is not supported");
                }
                if (WITH_ARGUMENT.indexOf(flag) < 0) {
                    handed.add("-" + flag);
                    continue;
                }
                String rest = word.substring(i + 1);
                if (rest.isEmpty() && ++w == words.size()) {
                    problems.add("nothing follows -" + flag);
                    break;
                }
                String argument = rest.isEmpty() ? words.get(w) : rest;
                handed.addAll(flag == 'J' ? List.of("-o", "ProxyJump=" + argument) : List.of("-" + flag, argument));
                break;
            }
        }
        return new SystemSshArguments(handed, problems);
    }
}
