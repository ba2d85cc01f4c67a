/** All problems of a topology, found in one pass, as data. */
@NullMarked
package io.lsdn.netmodel.validate;

import org.jspecify.annotations.NullMarked;
