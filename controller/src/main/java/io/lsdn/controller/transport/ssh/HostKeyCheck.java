package io.lsdn.controller.transport.ssh;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import io.lsdn.controller.transport.ConnectFailure;
import io.lsdn.controller.transport.ConnectResult.Unreachable;
import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.ssh.KnownHost.Mark;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/**
 * Decides whether a host is who it must be. Stricter than OpenSSH in one thing: a host whose key of another type is known is
 * refused as changed, also with {@code accept-new}, since whoever answers chooses which types it offers.
 */
final class HostKeyCheck implements HostKeyVerifier {
    private static final int SSH_PORT = 22;

    private final KnownHosts knownHosts;
    private final Destination.Ssh destination;
    private final String name;
    private Optional<Unreachable> refusal = Optional.empty();

    HostKeyCheck(KnownHosts knownHosts, Destination.Ssh destination) {
        this.knownHosts = knownHosts;
        this.destination = destination;
        this.name = destination
                .hostKeys()
                .alias()
                .orElse(destination.port() == SSH_PORT ? destination.host() : bracketed(destination));
    }

    /** Why the host was refused, if it was. */
    synchronized Optional<Unreachable> refusal() {
        return refusal;
    }

    @Override
    public synchronized boolean verify(String hostname, int port, PublicKey key) {
        try {
            refusal = check(key);
        } catch (IOException e) {
            refusal = Optional.of(new Unreachable(
                    ConnectFailure.KNOWN_HOSTS_UNUSABLE,
                    "known_hosts cannot be used: " + e,
                    "check the owner and mode of the known_hosts files, or name another by -o UserKnownHostsFile=…"));
        }
        return refusal.isEmpty();
    }

    /** Which of the server's keys to ask for: one that is known, if there is one. */
    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        try {
            List<KnownHost> known = knownHosts.about(name, destination.hostKeys());
            Stream<String> certified = known.stream().anyMatch(e -> e.mark() == Mark.CERT_AUTHORITY)
                    ? HostCertificate.ALGORITHMS.stream()
                    : Stream.empty();
            List<String> plain = known.stream()
                    .filter(e -> e.mark() == Mark.KEY)
                    .flatMap(e -> algorithms(e.keyType()))
                    .distinct()
                    .toList();
            List<String> wanted = Stream.concat(certified, plain.stream()).toList();
            // A host that an authority could vouch for may still have only a plain key.
            return wanted.isEmpty() || !plain.isEmpty()
                    ? wanted
                    : Stream.concat(wanted.stream(), PLAIN.stream()).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static final List<String> PLAIN = List.of(
            "ssh-ed25519",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "rsa-sha2-512",
            "rsa-sha2-256");

    private static Stream<String> algorithms(String keyType) {
        return keyType.equals("ssh-rsa") ? Stream.of("rsa-sha2-512", "rsa-sha2-256") : Stream.of(keyType);
    }

    /** A certificate by an authority that is known for the host counts as its key; one by another says nothing. */
    private Optional<Unreachable> check(PublicKey presented) throws IOException {
        List<KnownHost> known = knownHosts.about(name, destination.hostKeys());
        if (!(presented instanceof Certificate<?> certificate)) {
            return checkPlain(presented, known);
        }
        var host = new HostCertificate(certificate);
        for (KnownHost entry : known) {
            if (entry.mark() == Mark.REVOKED
                    && (entry.key().equals(host.authority()) || entry.key().equals(host.key()))) {
                return Optional.of(revoked(shown(certificate.getKey()), entry));
            }
        }
        boolean vouched = known.stream()
                .anyMatch(e -> e.mark() == Mark.CERT_AUTHORITY && e.key().equals(host.authority()));
        return vouched
                ? host.fault(certifiedName()).map(this::badCertificate)
                : checkPlain(certificate.getKey(), known);
    }

    private String certifiedName() {
        return destination.hostKeys().alias().orElse(destination.host());
    }

    private Optional<Unreachable> checkPlain(PublicKey key, List<KnownHost> known) throws IOException {
        Shown shown = shown(key);
        String text = shown.key();
        for (KnownHost entry : known) {
            if (entry.mark() == Mark.REVOKED && entry.key().equals(text)) {
                return Optional.of(revoked(shown, entry));
            }
        }
        List<KnownHost> keys = known.stream().filter(e -> e.mark() == Mark.KEY).toList();
        if (keys.stream().anyMatch(e -> e.key().equals(text))) {
            return Optional.empty();
        }
        if (!keys.isEmpty()) {
            return Optional.of(changed(shown, keys));
        }
        return destination.hostKeys().acceptNew() ? accept(shown) : Optional.of(unknown(shown));
    }

    private static Shown shown(PublicKey key) {
        byte[] blob = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
        return new Shown(KeyType.fromKey(key).toString(), Base64.getEncoder().encodeToString(blob), fingerprint(blob));
    }

    private Unreachable badCertificate(String why) {
        return new Unreachable(
                ConnectFailure.HOST_KEY_UNKNOWN,
                "the host certificate of " + name + " is not good: " + why,
                "have the authority certify the host's key again, for this name (ssh-keygen -s CA -h -n "
                        + certifiedName() + ")");
    }

    private Optional<Unreachable> accept(Shown shown) throws IOException {
        Optional<String> place = knownHosts.record(name, shown.type(), shown.key(), destination.hostKeys());
        return place.isPresent()
                ? Optional.empty()
                : Optional.of(changed(shown, knownHosts.about(name, destination.hostKeys())));
    }

    private Unreachable unknown(Shown shown) {
        var files = Stream.concat(
                        destination.hostKeys().userFiles().stream(), destination.hostKeys().globalFiles().stream())
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        return new Unreachable(
                ConnectFailure.HOST_KEY_UNKNOWN,
                "the host key of " + name + " is not known: " + shown + " is not in " + files,
                "compare that fingerprint on the host (ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub), then run once with"
                        + " --accept-new");
    }

    private Unreachable changed(Shown shown, List<KnownHost> known) {
        String places = known.stream()
                .map(e -> e.place() + " (" + e.keyType() + ")")
                .limit(4)
                .collect(Collectors.joining(", "));
        return new Unreachable(
                ConnectFailure.HOST_KEY_CHANGED,
                "the host key of " + name + " has changed: it shows " + shown + ", known is " + places,
                "somebody may be in between. If the host was reinstalled, remove the old key: ssh-keygen -R '" + name
                        + "' -f " + known.getFirst().file());
    }

    private Unreachable revoked(Shown shown, KnownHost entry) {
        return new Unreachable(
                ConnectFailure.HOST_KEY_REVOKED,
                "the host key of " + name + " is revoked: " + shown + " by " + entry.place(),
                "the host needs a new key; nothing here can make this one good");
    }

    private static String bracketed(Destination.Ssh destination) {
        return "[" + destination.host() + "]:" + destination.port();
    }

    private static String fingerprint(byte[] blob) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The key that the host shows. */
    private record Shown(String type, String key, String fingerprint) {
        @Override
        public String toString() {
            return type + " " + fingerprint;
        }
    }
}
