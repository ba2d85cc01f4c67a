package io.lsdn.controller.transport.ssh;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.List;

/** sshj asks for key factories by Bouncy Castle's name for elliptic curves, "ECDSA"; the JDK's own name is "EC". */
final class EcdsaName extends Provider {
    private static final String NAME = "lsdn-ecdsa";

    private EcdsaName() {
        super(NAME, "1", "KeyFactory ECDSA, by the JDK's EC");
        putService(new Service(this, "KeyFactory", "ECDSA", Keys.class.getName(), List.of(), java.util.Map.of()) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                return new Keys();
            }
        });
    }

    /** Makes the name known to this JVM, after all others. */
    static void register() {
        if (Security.getProvider(NAME) == null) {
            Security.addProvider(new EcdsaName());
        }
    }

    private static final class Keys extends KeyFactorySpi {
        private final KeyFactory ec;

        Keys() throws NoSuchAlgorithmException {
            this.ec = KeyFactory.getInstance("EC");
        }

        @Override
        protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
            return ec.generatePublic(spec);
        }

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
            return ec.generatePrivate(spec);
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> kind) throws InvalidKeySpecException {
            return ec.getKeySpec(key, kind);
        }

        @Override
        protected Key engineTranslateKey(Key key) throws InvalidKeyException {
            return ec.translateKey(key);
        }
    }
}
