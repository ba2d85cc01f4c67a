/** From what is and what should be to the changes between them. Pure. */
@NullMarked
package io.lsdn.hostrunner.diff;

import org.jspecify.annotations.NullMarked;
