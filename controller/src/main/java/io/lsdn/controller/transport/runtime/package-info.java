/** Java runtimes for hosts that have none: made here by jlink, or given as files. */
@NullMarked
package io.lsdn.controller.transport.runtime;

import org.jspecify.annotations.NullMarked;
