package io.lsdn.controller.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Options that stand elsewhere than on the command line: the environment ({@code LSDN_FORKS}) before the first of the
 * files {@code $LSDN_CONFIG}, {@code ./lsdn-deploy.cfg}, {@code ~/.lsdn-deploy.cfg}, {@code /etc/lsdn-deploy/lsdn-deploy.cfg}
 * that exists. The command line comes before both.
 *
 * @param values by the option's long name without dashes in front
 * @param problems with what was found; the command line counts as wrong if there is any
 * @param warnings what was left out
 */
record Configuration(Map<String, Value> values, List<String> problems, List<String> warnings) {
    static final String FILE_NAME = "lsdn-deploy.cfg";
    private static final String PREFIX = "LSDN_";
    /** Variables of this name that are no options: the launcher's, and those that tasks get. */
    private static final Set<String> NO_OPTIONS = Set.of(
            "LSDN_CONFIG",
            "LSDN_JAVA_HOME",
            "LSDN_JAVA_OPTS",
            "LSDN_NO_BUILD",
            "LSDN_BUILD_LOCKED",
            LocalMachine.DIRECTORY,
            "LSDN_ROLLOUT",
            "LSDN_HOST",
            "LSDN_OUTCOME");

    Configuration {
        values = Map.copyOf(values);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /**
     * A value and where it stands.
     *
     * @param origin as a person would look for it: {@code LSDN_FORKS}, {@code lsdn-deploy.cfg:3}
     */
    record Value(String text, String origin) {}

    Optional<Value> get(String option) {
        return Optional.ofNullable(values.get(option));
    }

    /** @param options the long names that exist; asked for only where something is configured */
    static Configuration read(
            Map<String, String> environment, Path directory, Path home, Supplier<Set<String>> options) {
        return new Reader(environment, directory, home, options).read();
    }

    private static final class Reader {
        private final Map<String, String> environment;
        private final Path directory;
        private final Path home;
        private final Supplier<Set<String>> asked;
        private Set<String> options = Set.of();
        private final Map<String, Value> values = new HashMap<>();
        private final List<String> problems = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        Reader(Map<String, String> environment, Path directory, Path home, Supplier<Set<String>> options) {
            this.environment = environment;
            this.directory = directory;
            this.home = home;
            this.asked = options;
        }

        Configuration read() {
            Optional<Path> file = file();
            List<String> variables = environment.keySet().stream()
                    .filter(n -> n.startsWith(PREFIX) && !NO_OPTIONS.contains(n))
                    .sorted()
                    .toList();
            if (file.isPresent() || !variables.isEmpty()) {
                options = asked.get();
            }
            file.ifPresent(this::readFile);
            variables.forEach(n -> readVariable(n, String.valueOf(environment.get(n))));
            return new Configuration(values, problems, warnings);
        }

        private Optional<Path> file() {
            Optional<Path> named =
                    Optional.ofNullable(environment.get("LSDN_CONFIG")).map(directory::resolve);
            if (named.isPresent()) {
                return named;
            }
            return List.of(
                            directory.resolve(FILE_NAME),
                            home.resolve("." + FILE_NAME),
                            Path.of("/etc/lsdn-deploy", FILE_NAME))
                    .stream()
                    .filter(Files::isRegularFile)
                    .filter(this::isTrusted)
                    .findFirst();
        }

        /** Where everybody may write, anybody could have left a file that names another key or user. */
        private boolean isTrusted(Path file) {
            try {
                Path parent = Optional.ofNullable(file.getParent()).orElse(directory);
                if (!Files.getPosixFilePermissions(parent).contains(PosixFilePermission.OTHERS_WRITE)) {
                    return true;
                }
                warnings.add(file
                        + " is not read, as everybody may write to its directory; name it in LSDN_CONFIG to use it");
            } catch (IOException | UnsupportedOperationException e) {
                warnings.add(file + " is not read: " + e.getMessage());
            }
            return false;
        }

        private void readFile(Path file) {
            String shown =
                    file.startsWith(directory) ? directory.relativize(file).toString() : file.toString();
            try {
                int number = 0;
                for (String line : Files.readAllLines(file)) {
                    number++;
                    readLine(line.strip(), shown + ":" + number);
                }
            } catch (IOException e) {
                problems.add(shown + ": can not be read: " + e.getMessage());
            }
        }

        private void readLine(String line, String origin) {
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";") || line.equals("[defaults]")) {
                return;
            }
            int equals = line.indexOf('=');
            if (equals <= 0) {
                problems.add(origin + ": neither [defaults] nor OPTION = VALUE: " + line);
                return;
            }
            String option = line.substring(0, equals).strip().replace('_', '-');
            if (options.contains(option)) {
                values.put(option, new Value(line.substring(equals + 1).strip(), origin));
            } else {
                problems.add(origin + ": no option is called " + option + meant(option));
            }
        }

        /** Others may use the prefix too, so an unknown variable is no error. */
        private void readVariable(String name, String text) {
            String option =
                    name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
            if (options.contains(option)) {
                values.put(option, new Value(text, name));
            } else {
                warnings.add("the variable " + name + " is not used: no option is called " + option + meant(option));
            }
        }

        private String meant(String option) {
            return Meant.by(option, options)
                    .map(n -> "; did you mean " + n + "?")
                    .orElse("");
        }
    }
}
