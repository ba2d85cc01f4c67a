package io.lsdn.tests.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** bin/LinkCalls.java: the classes that it writes do what javac's do, and the runner that is shipped was written by it. */
class LinkCallsTest {
    private static final Path ROOT = Path.of("..");
    private static final String CLASSES = Sample.class.getPackageName().replace('.', '/');

    @TempDir
    Path directory;

    @Test
    void linked_classes_do_what_they_did() throws Exception {
        Path jar = sampleJar();
        assertTrue(unlinked(jar) > 0, "the sample has something to link");
        link(jar);
        assertEquals(0, unlinked(jar));
        try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Object linked = loader.loadClass(Sample.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            assertFalse(linked instanceof Sample);
            assertEquals(new Sample().get(), ((Supplier<?>) linked).get());
        }
    }

    @Test
    void a_second_run_changes_nothing() throws Exception {
        Path jar = sampleJar();
        link(jar);
        byte[] once = Files.readAllBytes(jar);
        link(jar);
        assertEquals(List.of(), differences(once, Files.readAllBytes(jar)));
    }

    @Test
    void the_shipped_runner_is_linked() throws IOException {
        try (var files = Files.list(ROOT.resolve("host-runner/target"))) {
            Path runner = files.filter(f -> f.toString().endsWith("-all.jar"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(0, unlinked(runner));
        }
    }

    private static List<Integer> differences(byte[] a, byte[] b) {
        return a.length == b.length && java.util.Arrays.equals(a, b) ? List.of() : List.of(a.length, b.length);
    }

    private Path sampleJar() throws IOException {
        Path jar = directory.resolve("sample.jar");
        Path compiled = Path.of(
                Sample.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"));
                Stream<Path> files = Files.list(compiled.resolve(CLASSES))) {
            Files.createDirectories(zip.getPath(CLASSES));
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("Sample"))
                    .toList()) {
                Files.copy(file, zip.getPath(CLASSES, file.getFileName().toString()));
            }
        }
        return jar;
    }

    private static void link(Path jar) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        ROOT.resolve("bin/LinkCalls.java").toString(),
                        jar.toString())
                .inheritIO()
                .start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "LinkCalls does not end");
        assertEquals(0, process.exitValue());
    }

    /** How many calls of switches over types and of records' methods are left to the JVM. */
    private static long unlinked(Path jar) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(jar);
                Stream<Path> files = Files.walk(zip.getPath("/"))) {
            long sum = 0;
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                sum += unlinked(ClassFile.of().parse(Files.readAllBytes(file)));
            }
            return sum;
        }
    }

    private static long unlinked(ClassModel model) {
        return model.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .filter(element -> element instanceof InvokeDynamicInstruction call && isLeft(call))
                .count();
    }

    /** A switch with a constant among its labels is left as it is. */
    private static boolean isLeft(InvokeDynamicInstruction call) {
        String bootstrap = call.bootstrapMethod().owner().displayName();
        return bootstrap.equals("ObjectMethods")
                || call.bootstrapMethod().methodName().equals("typeSwitch")
                        && call.bootstrapArgs().stream()
                                .allMatch(label -> label instanceof java.lang.constant.ClassDesc);
    }
}
