/** Hosts by the system's ssh ({@code --transport openssh}), a child process for each channel. */
@NullMarked
package io.lsdn.controller.transport.openssh;

import org.jspecify.annotations.NullMarked;
