/** Rollouts over SSH to many simulated hosts: real protocol, real runner sessions, in memory but for the network. */
@NullMarked
package io.lsdn.tests.rollout;

import org.jspecify.annotations.NullMarked;
