/** From what the inventory and the user say of hosts to connections: the rollout's way to its hosts. */
@NullMarked
package io.lsdn.controller.hosts;

import org.jspecify.annotations.NullMarked;
