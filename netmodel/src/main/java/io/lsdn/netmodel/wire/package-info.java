/** What controller and runner say to each other, and how values become bytes. */
@NullMarked
package io.lsdn.netmodel.wire;

import org.jspecify.annotations.NullMarked;
