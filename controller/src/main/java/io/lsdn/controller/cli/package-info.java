/** The command line; the only place that exits. */
@NullMarked
package io.lsdn.controller.cli;

import org.jspecify.annotations.NullMarked;
