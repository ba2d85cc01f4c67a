package io.lsdn.hostrunner.netlink;

import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Runs the tests of classes without JUnit's engine, which takes half a minute to start in an emulated machine. */
public final class CaseRunner {
    private CaseRunner() {}

    /** Prints {@code ok NAME} or {@code failed NAME} with why for each test of the classes; exits 1 if one failed. */
    public static void main(String[] classes) throws Exception {
        var failed = new ArrayList<String>();
        for (String name : classes) {
            Class<?> type = Class.forName(name);
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class) && !run(type, method, System.out)) {
                    failed.add(method.getName());
                }
            }
        }
        System.out.println(failed.isEmpty() ? "all ok" : "failed: " + failed);
        System.exit(failed.isEmpty() ? 0 : 1);
    }

    private static boolean run(Class<?> type, Method method, PrintStream out) throws Exception {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        method.setAccessible(true);
        try {
            method.invoke(constructor.newInstance());
            out.println("ok " + method.getName());
            return true;
        } catch (InvocationTargetException e) {
            out.println("failed " + method.getName() + ": " + trace(Objects.requireNonNull(e.getCause())));
            return false;
        }
    }

    private static List<Object> trace(Throwable why) {
        var trace = new ArrayList<Object>();
        trace.add(why);
        for (StackTraceElement element : why.getStackTrace()) {
            if (element.getClassName().startsWith("io.lsdn")) {
                trace.add("\n  at " + element);
            }
        }
        return trace;
    }
}
