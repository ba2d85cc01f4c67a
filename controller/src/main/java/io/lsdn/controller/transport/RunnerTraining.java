package io.lsdn.controller.transport;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import io.lsdn.netmodel.wire.Codec;
import io.lsdn.netmodel.wire.Frames;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Lets a runner on this machine do once what it does on every host, short of changing anything, so that the JVM writes down
 * which classes that takes: {@link RunnerArchive}.
 */
public final class RunnerTraining {
    /** As {@code bootstrap.sh} sets it. */
    private static final FileTime JAR_TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private RunnerTraining() {}

    /**
     * @param directory where the archive goes, under {@link RunnerArchive#fileName}
     * @throws IOException if the runner does not answer as it should; then there is no archive, and runners start without
     */
    public static void train(RunnerJar jar, Path directory) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("lsdn-training-");
        Path file = home.resolve("runner-" + jar.sha256() + ".jar");
        Path log = home.resolve("log");
        try {
            jar.writeTo(file);
            Files.setLastModifiedTime(file, JAR_TIME);
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(BootstrapScript.JVM_OPTIONS);
            command.addAll(RunnerArchive.trainingOptions(directory.resolve(RunnerArchive.fileName(jar))));
            command.addAll(List.of("-jar", file.toString(), home.toString()));
            Process runner =
                    new ProcessBuilder(command).redirectError(log.toFile()).start();
            try {
                converse(runner);
                if (!runner.waitFor(1, TimeUnit.MINUTES)) {
                    throw new IOException("the runner does not end");
                }
            } finally {
                runner.destroyForcibly();
            }
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(log);
            Files.deleteIfExists(home);
        }
    }

    private static void converse(Process runner) throws IOException {
        var codec = new Codec();
        var out = runner.getOutputStream();
        expect(codec, runner, Reply.Hello.class);
        Frames.write(out, codec.encode(new Request.Prepare(model(), Set.of("a"), true), Request.class));
        expect(codec, runner, Reply.Prepared.class);
        Frames.write(out, codec.encode(new Request.Heartbeat(1), Request.class));
        expect(codec, runner, Reply.HeartbeatAck.class);
        Frames.write(out, codec.encode(new Request.Bye(), Request.class));
    }

    private static void expect(Codec codec, Process runner, Class<? extends Reply> type) throws IOException {
        byte[] frame = Frames.read(runner.getInputStream())
                .orElseThrow(() -> new IOException("the runner ended without an answer"));
        Reply reply = codec.decode(frame, Reply.class);
        if (!type.isInstance(reply)) {
            throw new IOException("the runner answered " + reply);
        }
    }

    /** A net between here and an address for documentation (RFC 5737); it is only prepared. */
    private static Topology model() {
        var here = new Phys("a", Optional.of("lo"), Optional.of(IpAddress.of(new byte[] {127, 0, 0, 1})));
        var there = new Phys("b", Optional.empty(), Optional.of(IpAddress.of(new byte[] {(byte) 192, 0, 2, 1})));
        var virt = new Virt(
                "v",
                "a",
                Optional.of("lsdn-training"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        var settings = new Settings.VxlanE2e(Settings.DEFAULT_NAME, 47_890);
        var net = new Net("n", 1, settings.name(), Set.of("a", "b"), Map.of("v", virt), false, false);
        return new Topology(
                "training", Map.of(settings.name(), settings), Map.of("a", here, "b", there), Map.of("n", net));
    }
}
