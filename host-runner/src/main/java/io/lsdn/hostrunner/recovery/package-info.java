/** How a host is brought back from a transaction that its runner could not end. */
@NullMarked
package io.lsdn.hostrunner.recovery;

import org.jspecify.annotations.NullMarked;
