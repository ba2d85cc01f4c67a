package io.lsdn.controller.cli;

import io.lsdn.controller.transport.RunnerJar;
import io.lsdn.controller.transport.RunnerTraining;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Loads what users' runs need, so that the JVM's AOT cache (JEP 483, JEP 514) holds it, and makes the runner's class archive.
 * Started by {@code bin/build-launch} with the directory of the jars; changes nothing of the machine.
 */
public final class AotTraining {
    /** Our own program and the libraries that a rollout goes through; of Bouncy Castle only what these ask for. */
    private static final List<String> JARS =
            List.of("controller", "netmodel", "sshj", "gson", "snakeyaml", "picocli", "asn-one", "slf4j");

    private AotTraining() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        runCommands();
        useCryptography();
        try (var jars = Files.walk(directory)) {
            for (Path jar : jars.filter(AotTraining::matters).toList()) {
                loadClasses(jar);
            }
        }
        try {
            RunnerTraining.train(RunnerJar.carried(), directory);
        } catch (IOException e) {
            System.err.println("no class archive for the runner, which will start slower: " + e.getMessage());
        }
    }

    private static void runCommands() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Path here = Path.of("").toAbsolutePath();
        var surroundings = new Surroundings(
                nowhere, nowhere, Map.of(), here, here, new Terminal(false, false, false), new Interrupts());
        for (var run : List.of(List.of("--version"), List.of("--help"), List.<String>of())) {
            var _ = new Program(surroundings).run(run);
        }
    }

    private static boolean matters(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".jar") && JARS.stream().anyMatch(name::startsWith);
    }

    private static void loadClasses(Path jar) throws IOException {
        try (var entries = new JarFile(jar.toFile())) {
            for (var entry : (Iterable<java.util.jar.JarEntry>) entries.stream()::iterator) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("-info.class")) {
                    try {
                        Class.forName(
                                name.substring(0, name.length() - ".class".length())
                                        .replace('/', '.'),
                                false,
                                AotTraining.class.getClassLoader());
                    } catch (ClassNotFoundException | LinkageError _) {
                        // A class for an optional library that is not here: nobody will need it.
                    }
                }
            }
        }
    }

    /** What a login with a modern OpenSSH takes: key exchange, host key, cipher and MAC. */
    private static void useCryptography() throws GeneralSecurityException {
        var pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
        var agreement = KeyAgreement.getInstance("X25519");
        agreement.init(pair.getPrivate());
        agreement.doPhase(pair.getPublic(), true);
        byte[] key = java.util.Arrays.copyOf(agreement.generateSecret(), 16);
        var signature = java.security.Signature.getInstance("Ed25519");
        var signer = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        signature.initSign(signer.getPrivate());
        signature.update(key);
        byte[] signed = signature.sign();
        signature.initVerify(signer.getPublic());
        signature.update(key);
        signature.verify(signed);
        var cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
        cipher.doFinal(key);
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.doFinal(signed);
    }
}
