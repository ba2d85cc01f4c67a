/** Isolation attacked: frames put on wires by hand, and who hears them. */
@NullMarked
package io.lsdn.tests.isolation;

import org.jspecify.annotations.NullMarked;
