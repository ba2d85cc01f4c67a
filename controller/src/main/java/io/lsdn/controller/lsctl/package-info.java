/** LSDN's own language: the real Tcl interpreter runs a script, and each of its commands changes a {@link io.lsdn.netmodel.draft.Draft}. */
@NullMarked
package io.lsdn.controller.lsctl;

import org.jspecify.annotations.NullMarked;
