package io.lsdn.tests.isolation;

import java.util.Set;

/**
 * A frame that is put on a wire.
 *
 * @param marker what stands in it, by which it is known again; unique
 * @param at who puts it there: a virt or a host
 * @param device on which interface of its
 * @param frame from the Ethernet header on
 * @param must who has to hear it: names of virts
 * @param may who else can hear it without harm
 */
record Attack(String marker, String at, String device, Packet frame, Set<String> must, Set<String> may) {
    /** Whom it reaches is none, if all is well. */
    static Attack nobody(String marker, String at, String device, Packet frame) {
        return new Attack(marker, at, device, frame, Set.of(), Set.of());
    }
}
