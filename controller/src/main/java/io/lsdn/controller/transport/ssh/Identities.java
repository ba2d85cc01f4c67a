package io.lsdn.controller.transport.ssh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.lsdn.controller.transport.Login;
import io.lsdn.controller.transport.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.userauth.keyprovider.FileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyPairWrapper;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.password.PasswordUtils;

/** The user's private keys and certificates: each file is read once a run. Safe for use by several threads. */
final class Identities {
    private static final String NO_PASSPHRASE =
            "cannot be used without a passphrase, and there was no terminal to ask for it; ssh-add it to an ssh-agent";
    private static final String WRONG_PASSPHRASE =
            "cannot be used without a passphrase, and what was typed is wrong; ssh-add it to an ssh-agent";

    /** What a private key file turned out to be. */
    sealed interface Identity {
        /**
         * A key.
         *
         * @param publicKey base64 of SSH's own encoding
         */
        record Usable(KeyProvider key, String publicKey) implements Identity {}

        /**
         * A key that wants a passphrase.
         *
         * @param publicKey as above, if that can be known without
         * @param reason why there is none
         */
        record Encrypted(PrivateKeyText text, Optional<String> publicKey, String reason) implements Identity {}

        /** A file that is there but gives no key: damaged, unreadable. */
        record Unusable(String reason) implements Identity {}

        record Absent() implements Identity {}
    }

    private final LeanConfig config;
    private final Map<Path, Identity> loaded = new ConcurrentHashMap<>();
    private final Map<Path, Optional<UserCertificate>> certificates = new ConcurrentHashMap<>();

    Identities(LeanConfig config) {
        this.config = config;
    }

    Identity of(Path file) {
        return loaded.computeIfAbsent(file, this::load);
    }

    /** Opens an encrypted key. @return whether the passphrase was right */
    boolean unlock(Path file, Secret passphrase) {
        if (!(of(file) instanceof Identity.Encrypted(var text, var publicKey, var reason))) {
            return true;
        }
        Identity opened =
                open(text, Optional.of(passphrase)).orElse(new Identity.Encrypted(text, publicKey, WRONG_PASSPHRASE));
        loaded.put(file, opened);
        return opened instanceof Identity.Usable;
    }

    /** The certificates that may be for a login's keys: those that were named, and those beside its identity files. */
    List<UserCertificate> certificates(Login login) {
        return Stream.concat(
                        login.certificates().stream(),
                        login.identityFiles().stream().map(f -> Path.of(f + "-cert.pub")))
                .flatMap(f -> certificates.computeIfAbsent(f, UserCertificate::read).stream())
                .distinct()
                .toList();
    }

    /** The public keys that the named identity files stand for: of the agent's keys, those that may be used with IdentitiesOnly. */
    Set<String> publicKeys(Login login) {
        var keys = new HashSet<String>();
        for (Path file : login.identityFiles()) {
            switch (of(file)) {
                case Identity.Usable usable -> keys.add(usable.publicKey());
                case Identity.Encrypted encrypted -> encrypted.publicKey().ifPresent(keys::add);
                case Identity.Unusable unusable -> {}
                case Identity.Absent absent -> {}
            }
            publicKeyBeside(file).ifPresent(keys::add);
        }
        certificates(login).forEach(c -> keys.add(c.encoded()));
        return keys;
    }

    /** What was wrong with the files that were named or found, for a message. */
    List<String> complaints(Login login) {
        var complaints = new ArrayList<String>();
        for (Path file : login.identityFiles()) {
            switch (of(file)) {
                case Identity.Absent absent
                when login.identities().contains(file) -> complaints.add(file + " does not exist");
                case Identity.Absent absent -> {}
                case Identity.Encrypted encrypted -> complaints.add(file + " " + encrypted.reason());
                case Identity.Unusable unusable -> complaints.add(file + " " + unusable.reason());
                case Identity.Usable usable -> {}
            }
        }
        for (Path file : login.certificates()) {
            if (certificates.computeIfAbsent(file, UserCertificate::read).isEmpty()) {
                complaints.add(file + " is no certificate that can be read");
            }
        }
        return complaints;
    }

    private Identity load(Path file) {
        try {
            var text = new PrivateKeyText(Files.readString(file, ISO_8859_1));
            if (text.isEncrypted()) {
                return new Identity.Encrypted(text, text.publicKey().or(() -> publicKeyBeside(file)), NO_PASSPHRASE);
            }
            return open(text, Optional.empty()).orElseGet(() -> new Identity.Unusable("is not a private key"));
        } catch (NoSuchFileException e) {
            return new Identity.Absent();
        } catch (IOException e) {
            return new Identity.Unusable("cannot be read: " + e.getMessage());
        }
    }

    private Optional<Identity> open(PrivateKeyText text, Optional<Secret> passphrase) {
        try {
            FileKeyProvider provider = Factory.Named.Util.create(
                    config.getFileKeyProviderFactories(), text.format().toString());
            if (provider == null) {
                return Optional.empty();
            }
            if (passphrase.isPresent()) {
                provider.init(
                        new StringReader(text.text()),
                        PasswordUtils.createOneOff(passphrase.get().reveal()));
            } else {
                provider.init(new StringReader(text.text()));
            }
            var pair = new KeyPair(provider.getPublic(), provider.getPrivate());
            return Optional.of(new Identity.Usable(new KeyPairWrapper(pair), encode(pair)));
        } catch (IOException | SSHRuntimeException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static String encode(KeyPair pair) {
        return base64(new Buffer.PlainBuffer().putPublicKey(pair.getPublic()).getCompactData());
    }

    private static String base64(byte[] blob) {
        return Base64.getEncoder().encodeToString(blob);
    }

    private static Optional<String> publicKeyBeside(Path file) {
        try {
            return Arrays.stream(
                            Files.readString(Path.of(file + ".pub"), ISO_8859_1).split("[ \t\n]+", 3))
                    .skip(1)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
