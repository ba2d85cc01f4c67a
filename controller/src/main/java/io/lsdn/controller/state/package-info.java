/** What the controller remembers: rollouts, decisions, outcomes, and who holds the directory in which that is kept. */
@NullMarked
package io.lsdn.controller.state;

import org.jspecify.annotations.NullMarked;
