package io.lsdn.tests.faults;

import java.util.ArrayList;
import java.util.List;

/** One fault, to be made once. */
sealed interface Fault {
    Kind kind();

    /** Where, as the relay knows it. */
    String point();

    /** What the end depends on: an operation is in the middle of the commit. */
    Step step();

    /** At a step of the protocol. */
    record AtStep(Kind kind, Step step) implements Fault {
        @Override
        public String point() {
            return step.name();
        }
    }

    /**
     * After an operation of the commit, and before the next; EPERM is what that operation gets.
     *
     * @param number from 1
     */
    record AtOperation(Kind kind, int number) implements Fault {
        @Override
        public String point() {
            return Integer.toString(number);
        }

        @Override
        public Step step() {
            return Step.SWITCH;
        }
    }

    /** Every kind at every step where it can be made. */
    static List<Fault> atSteps() {
        var all = new ArrayList<Fault>();
        for (Step step : Step.values()) {
            for (Kind kind : Kind.values()) {
                if (kind.isPossibleAt(step)) {
                    all.add(new AtStep(kind, step));
                }
            }
        }
        return all;
    }

    /** Every kind at every operation. */
    static List<Fault> atOperations(int operations) {
        var all = new ArrayList<Fault>();
        for (int number = 1; number <= operations; number++) {
            for (Kind kind : Kind.values()) {
                all.add(new AtOperation(kind, number));
            }
        }
        return all;
    }
}
