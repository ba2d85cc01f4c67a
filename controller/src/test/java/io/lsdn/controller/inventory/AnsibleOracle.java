package io.lsdn.controller.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's ansible-core, kept running to answer many questions ({@code tests/oracle/ansible-oracle}). */
final class AnsibleOracle implements AutoCloseable {
    /** What a command of Ansible printed. */
    record Answer(int status, String out, String err) {}

    private record Question(String cwd, List<String> argv) {}

    private final Gson gson = new Gson();
    private final Oracle oracle;

    private AnsibleOracle(Oracle oracle) {
        this.oracle = oracle;
    }

    static AnsibleOracle start() throws IOException {
        var ansible = Path.of("/usr/lib/python3/dist-packages/ansible");
        return new AnsibleOracle(Oracle.start("ansible-oracle", ansible, "Debian: apt-get install ansible-core"));
    }

    Answer ask(Path directory, List<String> argv) throws IOException {
        var question = new Question(directory.toAbsolutePath().toString(), argv);
        return gson.fromJson(oracle.ask(gson.toJsonTree(question)), Answer.class);
    }

    /** {@code ansible-inventory} with these sources; it has to succeed. */
    String inventory(Path directory, List<String> sources, String... options) throws IOException {
        var argv = new ArrayList<>(List.of("ansible-inventory"));
        sources.forEach(s -> argv.addAll(List.of("-i", s)));
        argv.addAll(List.of(options));
        var answer = ask(directory, argv);
        assertEquals(0, answer.status(), () -> argv + " in " + directory + ": " + answer.err());
        return answer.out();
    }

    /** The hosts that a pattern means, or none where Ansible says that it means none. */
    List<String> hosts(Path directory, List<String> sources, String pattern) throws IOException {
        var argv = new ArrayList<>(List.of("ansible"));
        sources.forEach(s -> argv.addAll(List.of("-i", s)));
        argv.addAll(List.of("--list-hosts", "--", pattern));
        var answer = ask(directory, argv);
        return answer.out().lines().skip(1).map(String::strip).toList();
    }

    @Override
    public void close() throws IOException {
        oracle.close();
    }
}
