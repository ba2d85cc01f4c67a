package io.lsdn.controller.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;

/** A runner's jar for tests: prints its arguments and process facts, then echoes every byte until end of input; exit code 7. */
public final class StandInRunner {
    private static final String SOURCE = """
            public class Runner {
                public static void main(String[] args) throws Exception {
                    System.out.print("runner " + String.join(",", args) + "\\n");
                    System.out.flush();
                    System.err.print("log\\n");
                    byte[] buffer = new byte[65536];
                    for (int n; (n = System.in.read(buffer)) >= 0; ) {
                        System.out.write(buffer, 0, n);
                        System.out.flush();
                    }
                    System.exit(7);
                }
            }
            """;

    private StandInRunner() {}

    /** The jar, made different from others by {@code padding} bytes that do not compress. */
    public static RunnerJar jar(int padding) throws IOException {
        Path directory = Files.createTempDirectory("stand-in");
        Path source = Files.writeString(directory.resolve("Runner.java"), SOURCE);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", directory.toString(), source.toString());
        if (result != 0) {
            throw new IllegalStateException("the stand-in does not compile");
        }
        var bytes = new ByteArrayOutputStream();
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Runner");
        try (var jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new JarEntry("Runner.class"));
            jar.write(Files.readAllBytes(directory.resolve("Runner.class")));
            jar.putNextEntry(new JarEntry("padding"));
            var noise = new byte[padding];
            new java.util.Random(padding).nextBytes(noise);
            jar.write(noise);
        }
        for (String name : List.of("Runner.java", "Runner.class")) {
            Files.delete(directory.resolve(name));
        }
        Files.delete(directory);
        return RunnerJar.of(bytes.toByteArray());
    }

    /** One line, as the stand-in prints it. */
    public static String line(java.io.InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b; (b = in.read()) >= 0 && b != '\n'; ) {
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
