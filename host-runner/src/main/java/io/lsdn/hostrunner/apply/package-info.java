/** The kernel as a port, and the transaction that changes it and can take every change back. */
@NullMarked
package io.lsdn.hostrunner.apply;

import org.jspecify.annotations.NullMarked;
