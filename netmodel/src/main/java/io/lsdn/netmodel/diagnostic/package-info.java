/** What is wrong with an input, as data: where, what, and what would be right. */
@NullMarked
package io.lsdn.netmodel.diagnostic;

import org.jspecify.annotations.NullMarked;
