package io.lsdn.hostrunner.session;

import io.lsdn.hostrunner.apply.ContextDirectory;
import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.hostrunner.netlink.LockSocket;
import io.lsdn.hostrunner.netlink.PidFd;
import io.lsdn.hostrunner.netlink.Posix;
import io.lsdn.netmodel.wire.Codec;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.WireException;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** The lock of a context in this network namespace, and what is known of who has it. */
final class HostLock {
    private static final String UNKNOWN = "unknown";
    /** So late after its deadline a holder that does not even say who it is can not be at work. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final Duration DYING = Duration.ofSeconds(10);

    private final String name;
    private final ContextDirectory files;

    HostLock(String context, ContextDirectory files) {
        this.name = "lsdn/" + context;
        this.files = files;
    }

    /** Takes it; a holder that is stopped and past its deadline is killed for it. */
    Machine.LockAttempt take(Holder holder) throws IOException {
        String words = Base64.getEncoder().encodeToString(new Codec().encode(holder, Holder.class));
        try {
            LockSocket.Attempt attempt = LockSocket.take(name, words);
            if (attempt instanceof LockSocket.Held held
                    && isOverdue(held)
                    && end(held.pid().orElseThrow())) {
                attempt = LockSocket.take(name, words);
            }
            return switch (attempt) {
                case LockSocket.Taken(LockSocket lock) -> new Machine.Taken(new Ours(lock, note(holder)));
                case LockSocket.Held held -> new Machine.Held(words(held));
            };
        } catch (KernelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Who has it now. */
    Optional<Holder> holder() throws IOException {
        try {
            Optional<LockSocket.Held> held = LockSocket.holder(name);
            return held.isPresent() ? Optional.of(words(held.get())) : Optional.empty();
        } catch (KernelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private record Ours(LockSocket lock, Optional<Tenure.Note> note) implements Machine.Lock {
        @Override
        public void until(long bootMillis) {
            note.ifPresent(n -> n.until(bootMillis));
        }

        @Override
        public void close() {
            note.ifPresent(Tenure.Note::remove);
            lock.close();
        }
    }

    /** A full disk keeps nobody from locking, and from being recovered. */
    private Optional<Tenure.Note> note(Holder holder) {
        try {
            return Optional.of(Tenure.write(files, holder));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** What the note says, if it is of the process that has the lock. */
    private Optional<Tenure> tenure(LockSocket.Held held) throws IOException {
        return Tenure.read(files)
                .filter(t -> held.pid().isPresent() && held.pid().getAsLong() == t.pid());
    }

    private boolean isOverdue(LockSocket.Held held) throws IOException {
        long now = Posix.sinceBoot().minus(GRACE).toMillis();
        return held.description().isEmpty()
                && tenure(held).filter(t -> t.until() < now).isPresent();
    }

    /** Its number may be another's by now, so it is held first and then asked for once more. */
    private boolean end(long pid) throws KernelException {
        try (PidFd process = PidFd.open(pid)) {
            Optional<LockSocket.Held> still = LockSocket.holder(name)
                    .filter(h -> h.description().isEmpty() && h.pid().orElse(0) == pid);
            if (still.isEmpty()) {
                return true;
            }
            process.signal(PidFd.KILL);
            return process.awaitEnd(DYING);
        }
    }

    /** A holder that is stopped can not say who it is; then its note does, or its process is all that is known. */
    private Holder words(LockSocket.Held held) throws IOException {
        try {
            if (held.description().isPresent()) {
                byte[] words = Base64.getDecoder().decode(held.description().get());
                return new Codec().decode(words, Holder.class);
            }
        } catch (WireException | IllegalArgumentException _) {
            // Of another version of ours, or none of ours: its words say nothing.
        }
        return tenure(held)
                .map(Tenure::holder)
                .orElseGet(() -> new Holder(
                        UNKNOWN, UNKNOWN, Posix.uname().node(), held.pid().orElse(0), UNKNOWN));
    }
}
