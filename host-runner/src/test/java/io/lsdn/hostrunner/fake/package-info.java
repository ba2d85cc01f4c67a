/** Stand-ins for a machine and its kernel. */
@NullMarked
package io.lsdn.hostrunner.fake;

import org.jspecify.annotations.NullMarked;
