package io.lsdn.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTest {
    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void topology() throws IOException {
        Files.writeString(directory.resolve("topo.yaml"), """
                settings:
                  default: {type: vxlan/e2e}
                physes:
                  a: {if: eth0, ip: 172.16.0.1}
                nets:
                  shop:
                    vid: 7
                    virts:
                      till: {phys: a, if: tap0}
                """);
    }

    @Test
    void a_host_that_refuses_the_connection_is_3_and_one_object_on_standard_output() throws Exception {
        inventory(closedPort());
        Process process = start("-i", "hosts.ini", "-o", "json", "topo.yaml");
        String out = text(process);
        assertEquals(3, process.waitFor(), out);
        JsonObject object = JsonParser.parseString(out).getAsJsonObject();
        assertEquals("failed", object.get("outcome").getAsString());
        JsonObject host = object.getAsJsonObject("hosts").getAsJsonObject("a");
        assertEquals("unreachable", host.get("outcome").getAsString());
        assertEquals(
                "connect-refused", host.getAsJsonObject("error").get("code").getAsString());
        assertTrue(errors().contains("a: unreachable: "), errors());
    }

    @Test
    void a_signal_ends_a_rollout_in_order_with_99() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            inventory(silent.getLocalPort());
            Process process = start("-i", "hosts.ini", "-o", "json", "topo.yaml");
            try (var _ = silent.accept()) {
                // Process.destroy() would close the pipe that the answer comes through.
                process.toHandle().destroy();
                String out = text(process);
                assertEquals(99, process.waitFor(), out + errors());
                JsonObject object = JsonParser.parseString(out).getAsJsonObject();
                assertEquals("failed", object.get("outcome").getAsString());
            }
        }
    }

    @Test
    void nothing_but_results_is_on_standard_output_and_no_stack_trace_anywhere() throws Exception {
        Process process = start("-i", "hosts.ini", "-o", "json", "nowhere.yaml");
        assertEquals("", text(process));
        assertEquals(4, process.waitFor());
        assertTrue(errors().contains("hosts.ini") && errors().contains("nowhere.yaml"), errors());
        assertTrue(errors().lines().noneMatch(l -> l.startsWith("\tat ")), errors());
    }

    private void inventory(int port) throws IOException {
        Files.writeString(directory.resolve("hosts.ini"), "a ansible_host=127.0.0.1 ansible_port=" + port + "\n");
    }

    private Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.lsdn.controller.cli.Main"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(directory.resolve("stderr").toFile())
                .start();
        process.getOutputStream().close();
        return process;
    }

    private static String text(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private String errors() throws IOException {
        return Files.readString(directory.resolve("stderr"));
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
