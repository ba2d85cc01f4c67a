package io.lsdn.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules, by the name under which they fail. Roots are parameters, so that wrong code elsewhere can prove each one. */
record Rules(String root) {
    /** Reads and writes, of files and sockets. */
    private static final String[] IO = {"java.io..", "java.nio..", "java.net.."};
    /** Text and bytes in memory live in those packages too. */
    private static final Set<String> MEMORY_ONLY = Set.of(
            "java.nio.charset.StandardCharsets",
            "java.nio.charset.Charset",
            "java.nio.charset.CharsetDecoder",
            "java.nio.charset.CharacterCodingException",
            "java.nio.charset.CodingErrorAction",
            "java.nio.ByteBuffer",
            "java.nio.CharBuffer",
            "java.io.Serializable",
            "java.io.ObjectInputFilter",
            "java.io.ByteArrayOutputStream",
            "java.io.ByteArrayInputStream",
            "java.io.IOException",
            "java.io.UncheckedIOException",
            "java.io.InputStream",
            "java.io.OutputStream",
            "java.io.PrintStream");

    Map<String, ArchRule> all() {
        var rules = new LinkedHashMap<String, ArchRule>();
        rules.put("netmodel knows nobody", netmodelKnowsNobody());
        rules.put("host-runner knows only netmodel", runnerKnowsOnlyNetmodel());
        rules.put("controller does not know host-runner", controllerDoesNotKnowRunner());
        rules.put("pure packages do no IO", pureDoNoIo());
        rules.put("pure packages have no clock, threads or randomness", pureHaveNoClock());
        rules.put("only netlink uses foreign memory", onlyNetlinkIsForeign());
        rules.put("only transport.ssh sees sshj", onlySshSeesSshj());
        rules.put("only cli sees picocli", onlyCliSeesPicocli());
        rules.put("only the mains exit", onlyMainsExit());
        rules.put("no cycles between packages", noCycles());
        rules.put("no mutable statics", noMutableStatics());
        rules.put("no stack trace is printed", noStackTracePrinted());
        return rules;
    }

    private String in(String packages) {
        return root + "." + packages;
    }

    private String[] pure() {
        return new String[] {
            in("netmodel.topology.."),
            in("netmodel.validate.."),
            in("netmodel.kernel.."),
            in("netmodel.compile.."),
            in("netmodel.diagnostic.."),
            in("hostrunner.diff..")
        };
    }

    private ArchRule netmodelKnowsNobody() {
        return noClasses()
                .that()
                .resideInAPackage(in("netmodel.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(in("hostrunner.."), in("controller.."));
    }

    private ArchRule runnerKnowsOnlyNetmodel() {
        return noClasses()
                .that()
                .resideInAPackage(in("hostrunner.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("controller.."));
    }

    private ArchRule controllerDoesNotKnowRunner() {
        return noClasses()
                .that()
                .resideInAPackage(in("controller.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("hostrunner.."));
    }

    private ArchRule pureDoNoIo() {
        return noClasses()
                .that()
                .resideInAnyPackage(pure())
                .should()
                .dependOnClassesThat(resideInAnyPackage(IO)
                        .and(described(
                                "IO",
                                c -> !MEMORY_ONLY.contains(
                                        c.getBaseComponentType().getName()))));
    }

    private ArchRule pureHaveNoClock() {
        return noClasses()
                .that()
                .resideInAnyPackage(pure())
                .should()
                .dependOnClassesThat(assignableTo(Thread.class)
                        .or(assignableTo(java.time.Clock.class))
                        .or(assignableTo(java.time.InstantSource.class))
                        .or(assignableTo(java.util.random.RandomGenerator.class))
                        .or(assignableTo(java.util.concurrent.Executor.class)))
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now");
    }

    private ArchRule onlyNetlinkIsForeign() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("hostrunner.netlink.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..");
    }

    private ArchRule onlySshSeesSshj() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("controller.transport.ssh.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("net.schmizz..", "com.hierynomus..");
    }

    private ArchRule onlyCliSeesPicocli() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("controller.cli.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..");
    }

    /** The command line of the controller, and the entry point of the runner. */
    private ArchRule onlyMainsExit() {
        var exits = described("end the process", (JavaAccess<?> a) -> {
            String name = a.getTarget().getFullName();
            return name.startsWith("java.lang.System.exit")
                    || name.startsWith("java.lang.Runtime.exit")
                    || name.startsWith("java.lang.Runtime.halt");
        });
        return noClasses()
                .that()
                .resideOutsideOfPackages(in("controller.cli.."), in("hostrunner.session.."))
                .should()
                .accessTargetWhere(exits);
    }

    private ArchRule noCycles() {
        return slices().matching(root + ".(*).(*)..").should().beFreeOfCycles();
    }

    private ArchRule noMutableStatics() {
        return fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat(
                        described("are written by hand", c -> !c.getName().contains("$SwitchMap$")))
                .should(new ArchCondition<JavaField>("hold what never changes") {
                    @Override
                    public void check(JavaField field, ConditionEvents events) {
                        if (!field.getModifiers().contains(JavaModifier.SYNTHETIC) && isMutable(field)) {
                            events.add(SimpleConditionEvent.violated(field, field.getFullName() + " can change"));
                        }
                    }
                })
                .allowEmptyShould(true);
    }

    private static boolean isMutable(JavaField field) {
        JavaClass type = field.getRawType();
        boolean holder = List.of(
                        "java.util.concurrent.atomic",
                        "java.util.concurrent.locks",
                        "java.lang.ThreadLocal",
                        "java.util.ArrayList",
                        "java.util.HashMap",
                        "java.util.LinkedHashMap",
                        "java.util.concurrent.ConcurrentHashMap",
                        "java.util.concurrent.ConcurrentMap",
                        "java.lang.StringBuilder")
                .stream()
                .anyMatch(p -> type.getName().startsWith(p));
        return !field.getModifiers().contains(JavaModifier.FINAL) || holder;
    }

    private ArchRule noStackTracePrinted() {
        var prints = described("print a stack trace", (JavaAccess<?> a) -> {
            boolean trace = a.getTarget().getName().equals("printStackTrace")
                    && a.getTarget().getOwner().isAssignableTo(Throwable.class);
            // Into a text that goes to a file: a bug report.
            return trace && a.getTarget().getFullName().contains("printStackTrace()");
        });
        // The runner's standard error is its log, which nobody sees who does not ask for it (-vv).
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("hostrunner.session.."))
                .should()
                .accessTargetWhere(prints);
    }

    private static <T> DescribedPredicate<T> described(String text, java.util.function.Predicate<T> test) {
        return new DescribedPredicate<>(text) {
            @Override
            public boolean test(T subject) {
                return test.test(subject);
            }
        };
    }
}
