/** What happened, for a terminal, for scripts and for CI. */
@NullMarked
package io.lsdn.controller.report;

import org.jspecify.annotations.NullMarked;
