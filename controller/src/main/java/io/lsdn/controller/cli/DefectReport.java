package io.lsdn.controller.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A defect of ours as a file for a bug report, so that no stack trace reaches a terminal. */
final class DefectReport {
    private DefectReport() {}

    /**
     * Writes the file, readable by its owner only.
     *
     * @return one line for the user that names it
     */
    static String write(Throwable defect, List<String> arguments) {
        String line =
                "a defect of lsdn-deploy: " + defect.getClass().getSimpleName() + " (" + defect.getMessage() + ")";
        try {
            Path file = Files.createTempFile("lsdn-deploy-defect-", ".txt");
            Files.writeString(file, text(defect, arguments), StandardCharsets.UTF_8);
            return line + "; please report it with " + file;
        } catch (IOException e) {
            return line + "; its details could not be written: " + e.getMessage();
        }
    }

    private static String text(Throwable defect, List<String> arguments) {
        var trace = new StringWriter();
        defect.printStackTrace(new PrintWriter(trace, true));
        return "lsdn-deploy " + Version.number() + "\nJava " + Runtime.version() + "\n"
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + "\narguments: " + arguments + "\n\n" + trace;
    }
}
