/** Rollouts in virtual time: the controller's real code over machines and a network of a few lines each, one thread, one seed. */
@NullMarked
package io.lsdn.tests.simulation;

import org.jspecify.annotations.NullMarked;
