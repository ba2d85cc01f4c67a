package io.lsdn.hostrunner.lab;

import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.netmodel.wire.Codec;
import io.lsdn.netmodel.wire.LabPlan;
import java.io.IOException;

/**
 * {@code java -cp host-runner.jar io.lsdn.hostrunner.lab.LabMain up|down}: reads a {@link LabPlan} on standard input and prints
 * {@code ok}, or one line that says what is wrong.
 */
public final class LabMain {
    private LabMain() {}

    public static void main(String[] args) {
        try {
            LabPlan plan = new Codec().decode(System.in.readAllBytes(), LabPlan.class);
            if (args.length == 1 && args[0].equals("up")) {
                new LabBuilder(plan).build();
            } else {
                LabRemover.remove(plan.prefix());
            }
            System.out.println("ok");
        } catch (KernelException | IOException e) {
            System.out.println("cannot make or remove the lab: " + e.getMessage());
        }
    }
}
