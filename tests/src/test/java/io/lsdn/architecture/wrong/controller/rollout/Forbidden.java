package io.lsdn.architecture.wrong.controller.rollout;

import io.lsdn.architecture.wrong.hostrunner.apply.Upwards;
import net.schmizz.sshj.SSHClient;
import picocli.CommandLine;

/** A controller's package that knows the runner, sshj and picocli, exits, remembers, and prints a stack trace. */
public final class Forbidden {
    private static int counter;

    public boolean isForbidden() {
        counter++;
        return counter > 0;
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    void wrong(Upwards runner, SSHClient ssh, CommandLine commands) {
        try {
            commands.setUsageHelpWidth((int) runner.wrong(this));
            ssh.getTransport();
        } catch (IllegalArgumentException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }
}
