package io.lsdn.controller.report;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** CI systems whose logs understand more than lines. */
public enum CiSystem {
    /** Workflow commands ({@code ::group::}, {@code ::error}) of GitHub Actions. */
    GITHUB {
        @Override
        String open(int section, String title) {
            return "::group::" + title;
        }

        @Override
        String close(int section) {
            return "::endgroup::";
        }

        @Override
        Optional<String> error(String title, String message) {
            return Optional.of("::error title=" + property(title) + "::" + data(message));
        }

        @Override
        Optional<String> warning(String title, String message) {
            return Optional.of("::warning title=" + property(title) + "::" + data(message));
        }
    },
    /** Collapsible sections of GitLab's job logs, which know no annotations. */
    GITLAB {
        @Override
        String open(int section, String title) {
            return "\033[0Ksection_start:" + now() + ":lsdn_" + section + "\r\033[0K" + title;
        }

        @Override
        String close(int section) {
            return "\033[0Ksection_end:" + now() + ":lsdn_" + section + "\r\033[0K";
        }

        @Override
        Optional<String> error(String title, String message) {
            return Optional.empty();
        }

        @Override
        Optional<String> warning(String title, String message) {
            return Optional.empty();
        }
    };

    /** By the variables that these systems set for every job. */
    public static Optional<CiSystem> of(Map<String, String> environment) {
        if (environment.getOrDefault("GITHUB_ACTIONS", "").equals("true")) {
            return Optional.of(GITHUB);
        }
        return environment.getOrDefault("GITLAB_CI", "").equals("true") ? Optional.of(GITLAB) : Optional.empty();
    }

    abstract String open(int section, String title);

    abstract String close(int section);

    abstract Optional<String> error(String title, String message);

    abstract Optional<String> warning(String title, String message);

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    /** What GitHub unescapes in a message. */
    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
