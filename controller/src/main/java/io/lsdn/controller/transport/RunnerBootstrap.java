package io.lsdn.controller.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lsdn.controller.transport.BootstrapResult.Failed;
import io.lsdn.controller.transport.BootstrapResult.Started;
import io.lsdn.controller.transport.Handshake.Line;
import io.lsdn.controller.transport.Handshake.Next;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/** Starts the runner on a host that was reached: one process on it, which prepares the host and then becomes the runner. */
public final class RunnerBootstrap {
    /** The slowest line that an upload is waited for, in bytes a second. */
    private static final int SLOWEST_UPLOAD = 32 * 1024;

    private final RunnerJar jar;
    private final Optional<RunnerArchive> archive;
    private final BootstrapScript script;
    private final SecureRandom random = new SecureRandom();

    /** The archive only saves time; empty where there is none. */
    public RunnerBootstrap(RunnerJar jar, Optional<RunnerArchive> archive) {
        this(jar, archive, BootstrapScript.load());
    }

    RunnerBootstrap(RunnerJar jar, Optional<RunnerArchive> archive, BootstrapScript script) {
        this.jar = jar;
        this.archive = archive;
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
        private volatile boolean silent;

        Conversation(RemoteProcess process, Handshake handshake, BootstrapSettings settings, Runnable shipping) {
            this.process = process;
            this.handshake = handshake;
            this.settings = settings;
            this.report = new HostReport(settings);
            this.shipping = shipping;
        }

        BootstrapResult hold(byte[] text, RemoteProcess runner) throws IOException {
            boolean shipped = false;
            boolean archiveShipped = false;
            Next next = answerTo(() -> upload(text), settings.patience());
            while (true) {
                switch (next) {
                    case Next.Ended(var why) -> {
                        return ended(why);
                    }
                    case Next.Got(Line.Start()) -> {
                        return new Started(runner, report.facts(), shipped);
                    }
                    case Next.Got(Line.Fail fail) -> {
                        return report.failed(fail);
                    }
                    case Next.Got(Line.NeedJar()) -> {
                        if (shipped) {
                            return ended(Handshake.End.NOT_OURS);
                        }
                        shipped = true;
                        shipping.run();
                        next = answerToUpload(jar.bytes());
                    }
                    case Next.Got(Line.NeedArchive()) -> {
                        if (archive.isEmpty() || archiveShipped) {
                            return ended(Handshake.End.NOT_OURS);
                        }
                        archiveShipped = true;
                        next = answerToUpload(archive.get().packed());
                    }
                    case Next.Got(Line.Fact fact) -> {
                        report.add(fact);
                        next = answer();
                    }
                    case Next.Got(Line.Found found) -> {
                        report.add(found);
                        next = answer();
                    }
                }
            }
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

        private void send(byte[] bytes) throws IOException {
            process.stdin().write(bytes);
            process.stdin().flush();
        }

        private Next answerToUpload(byte[] bytes) throws IOException {
            return answerTo(() -> upload(bytes), settings.patience().plusSeconds(bytes.length / SLOWEST_UPLOAD));
        }

        /**
         * A host that cannot take the bytes says so, and may or may not stop reading: its answer is listened for meanwhile, and a
         * failure to write is not the last word.
         */
        private void upload(byte[] bytes) {
            Thread.ofVirtual().name("upload").start(() -> {
                try {
                    send(bytes);
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
}
