/** From a topology and the physes that a machine claims to the kernel objects it should hold. A pure function. */
@NullMarked
package io.lsdn.netmodel.compile;

import org.jspecify.annotations.NullMarked;
