import static java.lang.constant.ConstantDescs.*;

import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Links at build time what javac leaves to the first call: switches over types, and the equals, hashCode and toString of
 * records. The JVM makes a hidden class for each of them, which no class archive keeps; a runner lives for half a second and
 * has dozens. The source keeps its switches and records; what they compile to is what one would have written before Java 16.
 *
 * <p>Usage: {@code java LinkCalls.java JAR…}. A second run finds nothing to do.
 */
void main(String[] jars) throws IOException {
    for (String jar : jars) {
        link(Path.of(jar));
    }
}

private void link(Path jar) throws IOException {
    try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            FileSystem zip = FileSystems.newFileSystem(jar);
            var files = Files.walk(zip.getPath("/"))) {
        ClassFile classes = ClassFile.of(
                ConstantPoolSharingOption.NEW_POOL,
                ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)));
        for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
            ClassModel model = classes.parse(Files.readAllBytes(file));
            var linking = new Linking(model);
            byte[] linked = classes.transformClass(model, linking.transform());
            if (!linking.madeNothing()) {
                replace(file, linked);
            }
        }
    }
}

/** The entry keeps its time: the same sources make the same jar, and hosts that have it are not sent it again. */
private static void replace(Path entry, byte[] bytes) throws IOException {
    FileTime time = Files.getLastModifiedTime(entry);
    Files.write(entry, bytes);
    Files.setLastModifiedTime(entry, time);
}

private static final ClassDesc CD_Objects = ClassDesc.of("java.util.Objects");
private static final ClassDesc CD_StringBuilder = ClassDesc.of("java.lang.StringBuilder");

/** One class: calls to link, and the methods that they call instead. */
static final class Linking {
    private static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
    private static final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");

    private final ClassDesc owner;
    private final boolean isInterface;
    private final List<Consumer<ClassBuilder>> made = new ArrayList<>();

    Linking(ClassModel model) {
        owner = model.thisClass().asSymbol();
        isInterface = model.flags().has(AccessFlag.INTERFACE);
    }

    boolean madeNothing() {
        return made.isEmpty();
    }

    ClassTransform transform() {
        return ClassTransform.transformingMethodBodies((code, element) -> {
                    if (!(element instanceof InvokeDynamicInstruction call && link(code, call))) {
                        code.with(element);
                    }
                })
                .andThen(ClassTransform.endHandler(builder -> made.forEach(method -> method.accept(builder))));
    }

    private boolean link(CodeBuilder code, InvokeDynamicInstruction call) {
        ClassDesc bootstrap = call.bootstrapMethod().owner();
        List<ConstantDesc> constants = call.bootstrapArgs();
        Consumer<CodeBuilder> body;
        if (bootstrap.equals(RECORDS)) {
            body = recordMethod(call.name().stringValue(), constants);
        } else if (bootstrap.equals(SWITCHES) && constants.stream().allMatch(label -> label instanceof ClassDesc)) {
            body = method -> typeSwitch(method, constants);
        } else {
            return false;
        }
        String name = "linked$" + call.name().stringValue() + "$" + made.size();
        MethodTypeDesc type = call.typeSymbol();
        made.add(builder -> builder.withMethodBody(
                name, type, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC, body));
        code.invokestatic(owner, name, type, isInterface);
        return true;
    }

    /** As SwitchBootstraps says: -1 for null, else the first label from the restart index on that fits, else their number. */
    private static void typeSwitch(CodeBuilder code, List<ConstantDesc> labels) {
        code.aload(0).ifThen(Opcode.IFNULL, none -> none.iconst_m1().ireturn());
        for (int i = 0; i < labels.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpgt(next);
            code.aload(0).instanceOf((ClassDesc) labels.get(i)).ifeq(next);
            code.loadConstant(i).ireturn().labelBinding(next);
        }
        code.loadConstant(labels.size()).ireturn();
    }

    private static Consumer<CodeBuilder> recordMethod(String name, List<ConstantDesc> constants) {
        var record = (ClassDesc) constants.getFirst();
        List<DirectMethodHandleDesc> getters =
                constants.stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
        return switch (name) {
            case "equals" -> code -> equality(code, record, getters);
            case "hashCode" -> code -> hash(code, record, getters);
            case "toString" -> code -> text(code, record, getters);
            default -> throw new IllegalStateException("ObjectMethods makes no " + name);
        };
    }

    private static void equality(CodeBuilder code, ClassDesc record, List<DirectMethodHandleDesc> getters) {
        Label differs = code.newLabel();
        code.aload(0).aload(1).ifThen(Opcode.IF_ACMPEQ, same -> same.iconst_1().ireturn());
        code.aload(1).instanceOf(record).ifeq(differs);
        code.aload(1).checkcast(record).astore(2);
        for (DirectMethodHandleDesc getter : getters) {
            ClassDesc type = field(code, 0, record, getter);
            field(code, 2, record, getter);
            switch (TypeKind.from(type)) {
                case REFERENCE ->
                    code.invokestatic(CD_Objects, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object))
                            .ifeq(differs);
                case LONG -> code.lcmp().ifne(differs);
                case FLOAT, DOUBLE -> code.invokestatic(boxed(type), "compare", MethodTypeDesc.of(CD_int, type, type))
                        .ifne(differs);
                default -> code.if_icmpne(differs);
            }
        }
        code.iconst_1().ireturn().labelBinding(differs).iconst_0().ireturn();
    }

    private static void hash(CodeBuilder code, ClassDesc record, List<DirectMethodHandleDesc> getters) {
        code.iconst_0();
        for (DirectMethodHandleDesc getter : getters) {
            code.loadConstant(31).imul();
            ClassDesc type = field(code, 0, record, getter);
            boolean primitive = type.isPrimitive();
            code.invokestatic(
                            primitive ? boxed(type) : CD_Objects,
                            "hashCode",
                            MethodTypeDesc.of(CD_int, primitive ? type : CD_Object))
                    .iadd();
        }
        code.ireturn();
    }

    /** {@code Rate[avg=1, burst=2]}. */
    private static void text(CodeBuilder code, ClassDesc record, List<DirectMethodHandleDesc> getters) {
        code.new_(CD_StringBuilder).dup().invokespecial(CD_StringBuilder, "<init>", MethodTypeDesc.of(CD_void));
        String before = simpleName(record) + "[";
        for (DirectMethodHandleDesc getter : getters) {
            append(code.loadConstant(before + getter.methodName() + "="), CD_String);
            ClassDesc type = field(code, 0, record, getter);
            code.invokestatic(CD_String, "valueOf", MethodTypeDesc.of(CD_String, printed(type)));
            append(code, CD_String);
            before = ", ";
        }
        append(code.loadConstant(getters.isEmpty() ? before + "]" : "]"), CD_String);
        code.invokevirtual(CD_StringBuilder, "toString", MethodTypeDesc.of(CD_String)).areturn();
    }

    private static void append(CodeBuilder code, ClassDesc type) {
        code.invokevirtual(CD_StringBuilder, "append", MethodTypeDesc.of(CD_StringBuilder, type));
    }

    private static ClassDesc field(CodeBuilder code, int local, ClassDesc record, DirectMethodHandleDesc getter) {
        ClassDesc type = getter.invocationType().returnType();
        code.aload(local).getfield(record, getter.methodName(), type);
        return type;
    }

    /** What String.valueOf takes for it. */
    private static ClassDesc printed(ClassDesc type) {
        return switch (type.descriptorString()) {
            case "B", "S" -> CD_int;
            default -> type.isPrimitive() ? type : CD_Object;
        };
    }

    private static String simpleName(ClassDesc type) {
        String name = type.displayName();
        return name.substring(name.lastIndexOf('$') + 1);
    }

    private static ClassDesc boxed(ClassDesc primitive) {
        return BOXES.get(primitive);
    }

    private static final Map<ClassDesc, ClassDesc> BOXES = Map.of(
            CD_boolean, CD_Boolean,
            CD_byte, CD_Byte,
            CD_char, CD_Character,
            CD_short, CD_Short,
            CD_int, CD_Integer,
            CD_long, CD_Long,
            CD_float, CD_Float,
            CD_double, CD_Double);
}
