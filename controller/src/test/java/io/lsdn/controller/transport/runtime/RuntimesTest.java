package io.lsdn.controller.transport.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RuntimesTest {
    private static final Machine ARM = new Machine("aarch64", "musl");

    @TempDir
    private Path directory = Path.of("");

    /** The head of an executable for that machine, as elf(5) has it. */
    private static byte[] elf(int machine, String interpreter) {
        var elf = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
        elf.putShort(18, (short) machine);
        elf.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 2);
        elf.putInt(64, 6).putInt(120, 3).putLong(128, 200).putLong(152, interpreter.length());
        elf.put(200, interpreter.getBytes(StandardCharsets.UTF_8));
        return elf.array();
    }

    private Path tar(Object... namesAndContents) throws IOException {
        Path file = directory.resolve("java.tar.gz");
        try (var tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(Files.newOutputStream(file)))) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                byte[] bytes = namesAndContents[i + 1] instanceof byte[] b
                        ? b
                        : ((String) namesAndContents[i + 1]).getBytes(StandardCharsets.UTF_8);
                var entry = new TarArchiveEntry((String) namesAndContents[i], true);
                entry.setSize(bytes.length);
                tar.putArchiveEntry(entry);
                tar.write(bytes);
                tar.closeArchiveEntry();
            }
        }
        return file;
    }

    private static final byte[] ARM_JAVA = elf(183, "/lib/ld-musl-aarch64.so.1\0");
    private static final String RELEASE = "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"25.0.3\"\n";

    private Runtimes of(List<Path> files, Path java) throws IOException {
        return Runtimes.of(files, new OwnRuntime(java, "25", directory.resolve("cache")));
    }

    private String none(Runtimes runtimes, Machine machine) {
        return assertInstanceOf(Runtimes.Choice.None.class, runtimes.on(machine))
                .why();
    }

    @Test
    void a_machine_is_known_by_the_executable_for_it() throws IOException {
        assertEquals(Optional.of(ARM), Machine.of(ARM_JAVA));
        assertEquals(Optional.of(new Machine("x86_64", "gnu")), Machine.of(elf(62, "/lib64/ld-linux-x86-64.so.2\0")));
        assertEquals(Optional.empty(), Machine.of("#!/bin/sh\n".repeat(20).getBytes(StandardCharsets.UTF_8)));
        byte[] cut = elf(183, "/lib/ld-musl-aarch64.so.1\0");
        ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN).putLong(32, Long.MAX_VALUE - 10);
        assertEquals(Optional.empty(), Machine.of(cut));
        assertTrue(OwnRuntime.ofThisProgram(directory).machine().isPresent());
    }

    @Test
    void a_file_serves_the_machines_that_it_is_for() throws IOException {
        Path file = tar("jdk-25+9/bin/java", ARM_JAVA, "jdk-25+9/release", RELEASE);
        Runtimes runtimes = of(List.of(file), directory);
        JavaRuntime found =
                assertInstanceOf(Runtimes.Choice.Found.class, runtimes.on(ARM)).runtime();
        assertEquals("jdk-25+9", found.home());
        assertEquals(Files.size(file), found.size());
        String why = none(runtimes, new Machine("riscv64", "gnu"));
        assertEquals(
                "the host is riscv64 (gnu), the Java that runs lsdn-deploy is for another system; --runtime gave aarch64 (musl)",
                why);
    }

    @Test
    void a_file_that_is_none_is_told() throws IOException {
        assertEquals(
                "25",
                RuntimeFile.read(tar("bin/java", ARM_JAVA, "release", RELEASE))
                        .home()
                        .replace(".", "25"));
        for (var wrong : List.of(
                List.of("is Java 17", new Object[] {"j/bin/java", ARM_JAVA, "j/release", "JAVA_VERSION=\"17.0.1\""}),
                List.of("holds no Java", new Object[] {"readme", "x"}),
                List.of("not for Linux", new Object[] {"j/bin/java", "MZ", "j/release", RELEASE}),
                List.of("does not say which", new Object[] {"j/bin/java", ARM_JAVA}),
                List.of("not below it", new Object[] {"../bin/java", ARM_JAVA}),
                List.of("not below it", new Object[] {"/bin/java", ARM_JAVA}))) {
            Path file = tar((Object[]) wrong.get(1));
            var refused = assertThrows(IOException.class, () -> RuntimeFile.read(file));
            assertTrue(String.valueOf(refused.getMessage()).contains((String) wrong.get(0)), refused.getMessage());
        }
        Path torn = tar("j/bin/java", ARM_JAVA, "j/release", RELEASE);
        byte[] all = Files.readAllBytes(torn);
        Files.write(torn, java.util.Arrays.copyOf(all, all.length / 2));
        assertThrows(IOException.class, () -> RuntimeFile.read(torn));
    }

    @Test
    void a_java_without_jlink_makes_none_and_says_so() throws IOException {
        Path jre = directory.resolve("jre");
        Files.createDirectories(jre.resolve("bin"));
        Files.write(jre.resolve("bin/java"), ARM_JAVA);
        assertEquals(
                "lsdn-deploy runs on a Java without jlink (" + jre + "), so it cannot make one",
                none(of(List.of(), jre), ARM));
    }

    @Test
    void what_jlink_says_is_told() throws IOException {
        Path jdk = directory.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.write(jdk.resolve("bin/java"), ARM_JAVA);
        Path jlink =
                Files.writeString(jdk.resolve("bin/jlink"), "#!/bin/sh\necho 'Error: no packaged modules'; exit 1\n");
        assertTrue(jlink.toFile().setExecutable(true));
        assertEquals(
                "none could be made: jlink of " + jdk + ": Error: no packaged modules", none(of(List.of(), jdk), ARM));
    }
}
