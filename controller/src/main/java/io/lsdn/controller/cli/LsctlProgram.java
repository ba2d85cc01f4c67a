package io.lsdn.controller.cli;

import io.lsdn.controller.lsctl.LsctlRun;
import io.lsdn.controller.rollout.ExitCode;
import java.util.List;

/** {@code lsctl FILE [ARGUMENT ...]}, as LSDN's tool of that name: a script that changes this machine. */
record LsctlProgram(Surroundings surroundings) {
    int run(List<String> arguments) {
        try {
            if (arguments.size() == 1 && List.of("-h", "--help").contains(arguments.getFirst())) {
                surroundings.out().println("""
                        Usage: lsctl [FILE [ARGUMENT ...]]

                        Runs a script in LSDN's language on this machine, where 'commit' changes the kernel; without
                        a file, what is typed. 'claimLocal PHYS' says which machine this is. State is kept in
                        /var/lib/lsdn, or in the directory that LSDN_DIR names.
                        Many machines at once: lsdn-deploy -i INVENTORY FILE.lsctl""");
                return ExitCode.DONE.number();
            }
            return new LsctlRun(surroundings.directory(), new LocalMachine(surroundings), surroundings.err())
                    .run(arguments);
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED.number();
        } catch (RuntimeException | Error e) {
            surroundings.err().println("lsctl: " + DefectReport.write(e, arguments));
            return ExitCode.DEFECT.number();
        }
    }
}
