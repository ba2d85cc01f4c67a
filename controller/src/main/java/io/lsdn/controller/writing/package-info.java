/** Topologies written out, in every language that they can be read from. */
@NullMarked
package io.lsdn.controller.writing;

import org.jspecify.annotations.NullMarked;
