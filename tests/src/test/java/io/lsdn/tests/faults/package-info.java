/** Faults at every step of the protocol and at every operation of a commit, on real hosts, and what is left of them. */
@NullMarked
package io.lsdn.tests.faults;

import org.jspecify.annotations.NullMarked;
