package io.lsdn.controller.transport.ssh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.lsdn.controller.transport.Login;
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
import net.schmizz.sshj.Config;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.userauth.keyprovider.FileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyFormat;
import net.schmizz.sshj.userauth.keyprovider.KeyPairWrapper;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.keyprovider.KeyProviderUtil;

/** The user's private keys: each file is read once a run. Safe for use by several threads. */
final class Identities {
    /** What a private key file turned out to be. */
    sealed interface Identity {
        /**
         * A key.
         *
         * @param publicKey base64 of SSH's own encoding
         */
        record Usable(KeyProvider key, String publicKey) implements Identity {}

        /** A file that is there but gives no key: encrypted, damaged, unreadable. */
        record Unusable(String reason) implements Identity {}

        record Absent() implements Identity {}
    }

    private final Config config;
    private final Map<Path, Identity> loaded = new ConcurrentHashMap<>();

    Identities(Config config) {
        this.config = config;
    }

    Identity of(Path file) {
        return loaded.computeIfAbsent(file, this::load);
    }

    /** The public keys that the named identity files stand for: of the agent's keys, those that may be used with IdentitiesOnly. */
    Set<String> publicKeys(Login login) {
        var keys = new HashSet<String>();
        List<Path> files = login.identities().isEmpty() ? login.defaultIdentities() : login.identities();
        for (Path file : files) {
            if (of(file) instanceof Identity.Usable usable) {
                keys.add(usable.publicKey());
            }
            publicKeyBeside(file).ifPresent(keys::add);
        }
        return keys;
    }

    /** What was wrong with the files that were named or found, for a message. */
    List<String> complaints(Login login) {
        var complaints = new ArrayList<String>();
        for (Path file : login.identities()) {
            if (of(file) instanceof Identity.Absent) {
                complaints.add(file + " does not exist");
            }
        }
        List<Path> files = login.identities().isEmpty() ? login.defaultIdentities() : login.identities();
        for (Path file : files) {
            if (of(file) instanceof Identity.Unusable unusable) {
                complaints.add(file + " " + unusable.reason());
            }
        }
        return complaints;
    }

    private Identity load(Path file) {
        try {
            String text = Files.readString(file, ISO_8859_1);
            KeyFormat format = KeyProviderUtil.detectKeyFileFormat(new StringReader(text), false);
            FileKeyProvider provider =
                    Factory.Named.Util.create(config.getFileKeyProviderFactories(), format.toString());
            if (provider == null) {
                return new Identity.Unusable("is not a private key");
            }
            provider.init(new StringReader(text));
            var pair = new KeyPair(provider.getPublic(), provider.getPrivate());
            return new Identity.Usable(new KeyPairWrapper(pair), encode(pair));
        } catch (NoSuchFileException e) {
            return new Identity.Absent();
        } catch (IOException | SSHRuntimeException | IllegalStateException e) {
            return new Identity.Unusable("cannot be used without a passphrase or at all; ssh-add it to an ssh-agent");
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
