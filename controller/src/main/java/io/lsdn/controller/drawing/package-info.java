/** Drawings of a topology: which virt is on which phys and in which net. */
@NullMarked
package io.lsdn.controller.drawing;

import org.jspecify.annotations.NullMarked;
