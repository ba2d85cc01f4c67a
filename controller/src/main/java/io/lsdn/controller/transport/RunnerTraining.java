package io.lsdn.controller.transport;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import io.lsdn.netmodel.wire.Codec;
import io.lsdn.netmodel.wire.Frames;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Member;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import io.lsdn.netmodel.wire.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Lets a runner on this machine do once what it does on every host, in a network of its own or short of changing anything, so
 * that the JVM writes down which classes that takes: {@link RunnerArchive}.
 */
public final class RunnerTraining {
    /** As {@code bootstrap.sh} sets it. */
    private static final FileTime JAR_TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    /**
     * How to get a network of one's own. Root needs no user namespace, in which the kernel does not tell what actions tc has; who
     * is not root becomes it in one, where that is allowed.
     */
    private static final List<List<String>> UNSHARE =
            List.of(List.of("unshare", "--net"), List.of("unshare", "--map-root-user", "--net"));

    /** Gives that network its loopback address, and becomes the words after it. */
    private static final List<String> WITH_LOOPBACK =
            List.of("sh", "-c", "ip link set lo up && exec \"$@\"", "training");

    private static final String CONTEXT = "training";

    private RunnerTraining() {}

    /**
     * Runs a runner and keeps its classes.
     *
     * @param directory where the archive goes, for {@link RunnerArchive#find}
     * @return whether it did a whole rollout, in a network of its own; else what changes nothing
     * @throws IOException if the runner does not answer as it should; then there is no archive, and runners start without
     */
    public static boolean train(RunnerJar jar, Path directory) throws IOException, InterruptedException {
        Optional<List<String>> ownNetwork = ownNetwork();
        if (ownNetwork.isPresent()) {
            try {
                train(jar, directory, ownNetwork.get());
                return true;
            } catch (IOException e) {
                System.err.println("the runner does not work in a network of its own: " + e.getMessage());
            }
        }
        train(jar, directory, List.of());
        return false;
    }

    /** @param ownNetwork words before the command; none to share this machine's */
    private static void train(RunnerJar jar, Path directory, List<String> ownNetwork)
            throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("lsdn-training-");
        Path file = home.resolve("runner-" + jar.sha256() + ".jar");
        Path archive = home.resolve("runner.jsa");
        try {
            jar.writeTo(file);
            Files.setLastModifiedTime(file, JAR_TIME);
            var command = new ArrayList<String>(ownNetwork);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(BootstrapScript.JVM_OPTIONS);
            command.addAll(RunnerArchive.trainingOptions(archive));
            command.addAll(List.of("-jar", file.toString(), home.toString()));
            Process runner = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                converse(runner, !ownNetwork.isEmpty());
                if (!runner.waitFor(1, TimeUnit.MINUTES)) {
                    throw new IOException("the runner does not end");
                }
            } finally {
                runner.destroyForcibly();
            }
            RunnerArchive.ofThisJava(Files.readAllBytes(archive)).saveIn(directory, jar);
        } finally {
            remove(home);
        }
    }

    /** A whole rollout where the network is the runner's own, else as far as nothing is changed. */
    private static void converse(Process runner, boolean ownNetwork) throws IOException {
        var conversation = new Conversation(runner);
        conversation.expect(Reply.Hello.class);
        if (ownNetwork) {
            var holder = new Holder("training", "training", "training", 1, "2026-01-01T00:00:00Z");
            conversation.ask(new Request.Lock(CONTEXT, holder, 60_000, false), Reply.Locked.class);
        }
        conversation.ask(new Request.Prepare(model(), Set.of("a"), true), Reply.Prepared.class);
        conversation.ask(new Request.Heartbeat(1), Reply.HeartbeatAck.class);
        if (ownNetwork) {
            for (Stage stage : Stage.values()) {
                conversation.ask(new Request.Commit(stage), Reply.StageDone.class);
            }
            conversation.ask(
                    new Request.Confirm("training", 1, List.of(new Member("a", Set.of("a"), "127.0.0.1"))),
                    Reply.Confirmed.class);
            conversation.ask(new Request.AskStatus(CONTEXT), Reply.Status.class);
        }
        conversation.say(new Request.Bye());
    }

    private record Conversation(Process runner, Codec codec) {
        Conversation(Process runner) {
            this(runner, new Codec());
        }

        void say(Request request) throws IOException {
            Frames.write(runner.getOutputStream(), codec.encode(request, Request.class));
        }

        void ask(Request request, Class<? extends Reply> answer) throws IOException {
            say(request);
            expect(answer);
        }

        void expect(Class<? extends Reply> type) throws IOException {
            byte[] frame = Frames.read(runner.getInputStream())
                    .orElseThrow(() -> new IOException("the runner ended without an answer"));
            Reply reply = codec.decode(frame, Reply.class);
            if (!type.isInstance(reply)) {
                throw new IOException("the runner answered " + reply);
            }
        }
    }

    /** @return words to run a command there; not everybody may */
    private static Optional<List<String>> ownNetwork() throws InterruptedException {
        for (List<String> unshare : UNSHARE) {
            var words = new ArrayList<>(unshare);
            words.addAll(WITH_LOOPBACK);
            if (succeeds(Stream.concat(words.stream(), Stream.of("true")).toList())) {
                return Optional.of(words);
            }
        }
        return Optional.empty();
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /** A net between here and an address for documentation (RFC 5737), whose virt waits for its interface. */
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
                CONTEXT, Map.of(settings.name(), settings), Map.of("a", here, "b", there), Map.of("n", net));
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
