/** Deliberately wrong code, to prove that the rules see it. */
@NullMarked
package io.lsdn.architecture.wrong.controller.rollout;

import org.jspecify.annotations.NullMarked;
