@NullMarked
package io.lsdn.netmodel.diagnostic;

import org.jspecify.annotations.NullMarked;
