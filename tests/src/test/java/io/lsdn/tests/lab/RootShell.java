package io.lsdn.tests.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A root shell on the machine that holds a lab's namespaces.
 *
 * @param prefix what runs {@code sh -c COMMAND} there: empty for this machine, an ssh client for another
 * @param condition what there is to say when the shell itself cannot be reached, such as the end of a console
 */
public record RootShell(List<String> prefix, Supplier<String> condition) {
    private static final int SSH_FAILED = 255;

    public RootShell {
        prefix = List.copyOf(prefix);
    }

    public static RootShell local() {
        return new RootShell(List.of(), () -> "");
    }

    public CommandResult run(String command, String input) {
        CommandResult result = LocalCommand.of(argv(command)).run(input);
        if (result.exit() == SSH_FAILED && !prefix.isEmpty()) {
            throw new IllegalStateException("the lab does not answer: %s\n%s".formatted(result.err(), condition.get()));
        }
        return result;
    }

    /** An ssh client joins its arguments and gives them to the remote shell; here there is none yet. */
    List<String> argv(String command) {
        if (prefix.isEmpty()) {
            return List.of("bash", "-c", command);
        }
        List<String> all = new ArrayList<>(prefix);
        all.add(command);
        return all;
    }

    /** One word for a shell, whatever is in it. */
    public static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
