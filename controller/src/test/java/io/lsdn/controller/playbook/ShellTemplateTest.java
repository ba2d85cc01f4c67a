package io.lsdn.controller.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lsdn.netmodel.topology.Parsed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellTemplateTest {
    private static String sh(String command) throws IOException, InterruptedException {
        Process p = new ProcessBuilder("/bin/sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        p.waitFor();
        return out;
    }

    private static ShellTemplate template(String text) {
        return ShellTemplate.parse(text).toOptional().orElseThrow();
    }

    /** Whatever the value is, the shell gives it back as it was. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "printf %s {{ v }}",
                "printf %s '{{ v }}'",
                "printf %s \"{{v}}\"",
                "x={{ v }}; printf %s \"$x\"",
                "printf %s \"${HOME}\" >/dev/null; printf %s {{ v }}",
                "# a comment, isn't it\nprintf %s {{ v }}"
            })
    void a_value_is_text_wherever_it_stands(String command) throws Exception {
        var random = new Random(7);
        for (int i = 0; i < 40; i++) {
            String characters = "ab '\"\\$`;&|<>(){}[]*?#~!%\n\t=^";
            var value = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                value.append(characters.charAt(random.nextInt(characters.length())));
            }
            String all = value + "$(echo pwned)`echo pwned`" + "x";
            assertEquals(all, sh(template(command).render(_ -> all)), command);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo ${{ v }}",
                "echo `id {{ v }}`",
                "cat <<E\n{{ v }}\nE",
                "echo \"$(id {{ v }})\"",
                "echo $(( {{ v }} ))",
                "echo $'{{ v }}'",
                "echo \\{{ v }}",
                "true # {{ v }}",
                "echo {{ v | upper }}",
                "echo {{ v",
                "echo {% if v %}"
            })
    void a_place_that_cannot_be_told_for_sure_is_refused(String command) {
        assertInstanceOf(Parsed.Bad.class, ShellTemplate.parse(command));
    }

    @Test
    void a_command_without_variables_stays_as_it_is() {
        String command = "for i in 1 2; do echo \"$(date) ${i#x}\" `id` {a,b}; done # {x}";
        assertEquals(command, template(command).render(_ -> ""));
        assertEquals(List.of(), List.copyOf(template(command).variables()));
    }
}
