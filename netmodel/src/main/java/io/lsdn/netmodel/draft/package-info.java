/**
 * The Java API: a model that is built and changed step by step, as LSDN's C API does. A {@link io.lsdn.netmodel.draft.Draft} makes the
 * immutable records of {@code topology}; everything else works on those. The runner's library commits a draft on this machine.
 */
@NullMarked
package io.lsdn.netmodel.draft;

import org.jspecify.annotations.NullMarked;
