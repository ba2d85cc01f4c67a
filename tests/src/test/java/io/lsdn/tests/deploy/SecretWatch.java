package io.lsdn.tests.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Looks again and again, until it is closed, whether a secret is in any process's command line or environment. */
final class SecretWatch implements AutoCloseable {
    private final String secret;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicInteger looks = new AtomicInteger();
    private final Thread thread;

    SecretWatch(String secret) {
        this.secret = secret;
        this.thread = Thread.ofPlatform().daemon().start(this::watch);
    }

    List<String> seen() {
        return List.copyOf(seen);
    }

    int looks() {
        return looks.get();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The regular files below a directory that contain the secret. */
    static List<Path> filesWith(String secret, Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> contains(f, secret))
                    .toList();
        }
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            for (String file : List.of("cmdline", "environ")) {
                look(file);
            }
            looks.incrementAndGet();
        }
    }

    private void look(String file) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            processes
                    .filter(p -> p.getFileName().toString().matches("\\d+"))
                    .map(p -> p.resolve(file))
                    .filter(f -> contains(f, secret))
                    .forEach(f -> seen.add(f.toString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A process that has just ended shows nothing. */
    private static boolean contains(Path file, String secret) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains(secret);
        } catch (IOException e) {
            return false;
        }
    }
}
