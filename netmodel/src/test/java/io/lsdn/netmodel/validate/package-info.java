@NullMarked
package io.lsdn.netmodel.validate;

import org.jspecify.annotations.NullMarked;
