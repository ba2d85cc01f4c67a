@NullMarked
package io.lsdn.netmodel.topology;

import org.jspecify.annotations.NullMarked;
