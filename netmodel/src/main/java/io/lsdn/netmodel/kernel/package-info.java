/** What a model becomes: links, what is set on links, FDB entries, qdiscs, filters. Immutable values without netlink. */
@NullMarked
package io.lsdn.netmodel.kernel;

import org.jspecify.annotations.NullMarked;
