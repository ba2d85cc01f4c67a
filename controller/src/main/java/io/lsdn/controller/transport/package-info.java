/** How the controller reaches a host and starts the runner there. */
@NullMarked
package io.lsdn.controller.transport;

import org.jspecify.annotations.NullMarked;
