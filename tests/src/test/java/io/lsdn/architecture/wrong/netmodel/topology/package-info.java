/** Deliberately wrong code, to prove that the rules see it. */
@NullMarked
package io.lsdn.architecture.wrong.netmodel.topology;

import org.jspecify.annotations.NullMarked;
