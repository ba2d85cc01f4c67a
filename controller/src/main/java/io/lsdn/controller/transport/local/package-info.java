/** The controller's own machine as a host ({@code ansible_connection=local}). */
@NullMarked
package io.lsdn.controller.transport.local;

import org.jspecify.annotations.NullMarked;
