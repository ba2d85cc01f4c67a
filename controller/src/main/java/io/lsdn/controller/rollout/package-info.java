/** One rollout over many hosts: the steps, the barriers, the decision. */
@NullMarked
package io.lsdn.controller.rollout;

import org.jspecify.annotations.NullMarked;
