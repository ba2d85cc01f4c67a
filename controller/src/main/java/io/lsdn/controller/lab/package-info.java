/** Hosts as network namespaces on this machine, each with its own sshd. */
@NullMarked
package io.lsdn.controller.lab;

import org.jspecify.annotations.NullMarked;
