import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Gives classes that were compiled for Java 5 or before the version of Java 8, and the stack maps that come with it. The JVM keeps no older class in
 * an AOT cache: it would read and verify picocli's at every start.
 */
void main(String[] jars) throws IOException {
    for (String jar : jars) {
        renew(Path.of(jar));
    }
}

private void renew(Path jar) throws IOException {
    try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            FileSystem zip = FileSystems.newFileSystem(jar)) {
        var classes = ClassFile.of(
                StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)));
        List<Path> files;
        try (var all = Files.walk(zip.getPath("/"))) {
            files = all.filter(f -> f.toString().endsWith(".class")).toList();
        }
        for (Path file : files) {
            var old = classes.parse(Files.readAllBytes(file));
            if (old.majorVersion() < ClassFile.JAVA_6_VERSION) {
                Files.write(file, classes.transformClass(old, RENEWING));
            }
        }
    }
}

private static final ClassTransform RENEWING = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
        .andThen((builder, element) -> {
            switch (element) {
                case ClassFileVersion _ -> builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
                default -> builder.with(element);
            }
        });
