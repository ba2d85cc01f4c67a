package io.lsdn.controller.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lsdn.controller.transport.BootstrapResult.Failed;
import io.lsdn.controller.transport.BootstrapResult.Started;
import io.lsdn.controller.transport.Handshake.Line;
import io.lsdn.controller.transport.Handshake.Next;
import io.lsdn.controller.transport.runtime.JavaRuntime;
import io.lsdn.controller.transport.runtime.Machine;
import io.lsdn.controller.transport.runtime.Runtimes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** Starts the runner on a host that was reached: one process on it, which prepares the host and then becomes the runner. */
public final class RunnerBootstrap {
    /** The slowest line that an upload is waited for, in bytes a second. */
    private static final int SLOWEST_UPLOAD = 32 * 1024;

    private final RunnerJar jar;
    private final Optional<RunnerArchive> archive;
    private final Runtimes runtimes;
    private final BootstrapScript script;
    private final SecureRandom random = new SecureRandom();

    /** For hosts that have a Java. */
    public RunnerBootstrap(RunnerJar jar, Optional<RunnerArchive> archive) {
        this(jar, archive, Runtimes.none());
    }

    /** The archive only saves time; empty where there is none. */
    public RunnerBootstrap(RunnerJar jar, Optional<RunnerArchive> archive, Runtimes runtimes) {
        this(jar, archive, runtimes, BootstrapScript.load());
    }

    RunnerBootstrap(RunnerJar jar, Optional<RunnerArchive> archive, Runtimes runtimes, BootstrapScript script) {
        this.jar = jar;
        this.archive = archive;
        this.runtimes = runtimes;
        this.script = script;
    }

    /** Blocks until the runner runs or it is known why not. Safe for use by several threads. */
    public BootstrapResult start(HostConnection host, BootstrapSettings settings) {
        return start(host, settings, () -> {});
    }

    /** @param shipping runs when the jar is about to be sent */
    public BootstrapResult start(HostConnection host, BootstrapSettings settings, Runnable shipping) {
        String nonce = nonce();
        byte[] text = script.render(settings, jar, archive, nonce);
        try {
            if (settings.become().isEmpty()) {
                return converse(host.start(BootstrapScript.command(text.length)), settings, text, nonce, shipping);
            }
            var report = new HostReport(settings);
            return switch (Sudo.start(host, settings.become().get(), text.length, nonce, settings.patience())) {
                case Sudo.Result.Through(var process) -> converse(process, settings, text, nonce, shipping);
                case Sudo.Result.WrongPassword() -> report.wrongPassword();
                case Sudo.Result.Refused(var complaint) -> report.refused(complaint);
                case Sudo.Result.Silent() -> report.silent("");
            };
        } catch (IOException e) {
            return new Failed(
                    BootstrapFailure.HOST_CLOSED,
                    "the host refuses to start a command: " + e.getMessage(),
                    "check the login shell of the user and the server's limits (MaxSessions, ForceCommand)");
        }
    }

    private BootstrapResult converse(
            RemoteProcess process, BootstrapSettings settings, byte[] text, String nonce, Runnable shipping) {
        InputStream out = new BufferedInputStream(process.stdout());
        var conversation = new Conversation(process, new Handshake(out, nonce), settings, shipping);
        try {
            BootstrapResult result = conversation.hold(text, new ReadAhead(process, out));
            if (result instanceof Failed) {
                process.abort();
            }
            return result;
        } catch (IOException e) {
            process.abort();
            return conversation.broke();
        }
    }

    private String nonce() {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** One host's bootstrap. */
    private final class Conversation {
        private final RemoteProcess process;
        private final Handshake handshake;
        private final BootstrapSettings settings;
        private final HostReport report;
        private final Runnable shipping;
        private final Set<Class<? extends Line>> asked = new HashSet<>();
        private Optional<JavaRuntime> offered = Optional.empty();
        private volatile boolean silent;

        Conversation(RemoteProcess process, Handshake handshake, BootstrapSettings settings, Runnable shipping) {
            this.process = process;
            this.handshake = handshake;
            this.settings = settings;
            this.report = new HostReport(settings);
            this.shipping = shipping;
        }

        BootstrapResult hold(byte[] text, RemoteProcess runner) throws IOException {
            Next next = answerTo(() -> upload(Content.of(text)), settings.patience());
            while (true) {
                switch (next) {
                    case Next.Ended(var why) -> {
                        return ended(why);
                    }
                    case Next.Got(Line.Start()) -> {
                        return new Started(runner, report.facts(), asked.contains(Line.NeedJar.class));
                    }
                    case Next.Got(Line.Fail fail) -> {
                        return report.failed(fail);
                    }
                    case Next.Got(Line line) -> {
                        // Each is asked for once at most.
                        if (!(line instanceof Line.Fact || line instanceof Line.Found) && !asked.add(line.getClass())) {
                            return ended(Handshake.End.NOT_OURS);
                        }
                        Optional<Next> answer = hear(line);
                        if (answer.isEmpty()) {
                            return ended(Handshake.End.NOT_OURS);
                        }
                        next = answer.get();
                    }
                }
            }
        }

        /** Empty if that is not to be said now. */
        private Optional<Next> hear(Line line) throws IOException {
            return switch (line) {
                case Line.Fact fact -> {
                    report.add(fact);
                    yield Optional.of(answer());
                }
                case Line.Found found -> {
                    report.add(found);
                    yield Optional.of(answer());
                }
                case Line.NeedJar _ -> {
                    shipping.run();
                    yield Optional.of(answerToUpload(Content.of(jar.bytes())));
                }
                case Line.NeedArchive _ ->
                    archive.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    answerToUpload(Content.of(archive.get().packed())));
                case Line.AskRuntime ask -> Optional.of(offer(runtimes.on(new Machine(ask.arch(), ask.libc()))));
                case Line.NeedRuntime _ -> {
                    shipping.run();
                    yield offered.isEmpty() ? Optional.empty() : Optional.of(answerToUpload(Content.of(offered.get())));
                }
                case Line.Start _, Line.Fail _ -> Optional.empty();
            };
        }

        private Next offer(Runtimes.Choice choice) throws IOException {
            String line = switch (choice) {
                case Runtimes.Choice.Found(var runtime) -> {
                    offered = Optional.of(runtime);
                    yield runtime.sha256() + ' ' + runtime.size() + ' ' + runtime.unpacked() + ' ' + runtime.home();
                }
                case Runtimes.Choice.None(var why) -> {
                    report.noRuntime(why);
                    yield "none";
                }
            };
            return answerToUpload(Content.of((line + "\n").getBytes(UTF_8)));
        }

        BootstrapResult broke() {
            return silent ? report.silent(handshake.lastNoise()) : report.closed(handshake.lastNoise(), errorOutput());
        }

        private BootstrapResult ended(Handshake.End why) {
            return switch (why) {
                case CLOSED -> broke();
                case TOO_MUCH, NOT_OURS -> {
                    process.abort();
                    yield report.garbage(handshake.lastNoise());
                }
            };
        }

        private Next answer() throws IOException {
            return answerTo(() -> {}, settings.patience());
        }

        private Next answerTo(Sending sending, Duration atMost) throws IOException {
            try (var _ = Deadline.after(atMost, this::giveUp)) {
                sending.run();
                return handshake.next();
            }
        }

        private void giveUp() {
            silent = true;
            process.abort();
        }

        private Next answerToUpload(Content content) throws IOException {
            return answerTo(() -> upload(content), settings.patience().plusSeconds(content.size() / SLOWEST_UPLOAD));
        }

        /**
         * A host that cannot take the bytes says so, and may or may not stop reading: its answer is listened for meanwhile, and a
         * failure to write is not the last word.
         */
        private void upload(Content content) {
            Thread.ofVirtual().name("upload").start(() -> {
                try {
                    content.copy().to(process.stdin());
                    process.stdin().flush();
                } catch (IOException e) {
                    report.uploadBroke(e);
                }
            });
        }

        /** What the host's programs complained about, as far as it is there: sudo's refusal, for one. */
        private String errorOutput() {
            try {
                process.waitFor(Duration.ofSeconds(1));
                InputStream err = process.stderr();
                return new String(err.readNBytes(Math.min(err.available(), 4096)), UTF_8);
            } catch (IOException e) {
                return "";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "";
            }
        }
    }

    @FunctionalInterface
    private interface Sending {
        void run() throws IOException;
    }

    @FunctionalInterface
    private interface Copy {
        void to(OutputStream out) throws IOException;
    }

    /** What is sent, and how much it is in bytes. */
    private record Content(long size, Copy copy) {
        static Content of(byte[] bytes) {
            return new Content(bytes.length, out -> out.write(bytes));
        }

        static Content of(JavaRuntime runtime) {
            return new Content(runtime.size(), out -> Files.copy(runtime.file(), out));
        }
    }
}
