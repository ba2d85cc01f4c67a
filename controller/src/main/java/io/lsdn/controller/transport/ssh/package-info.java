/** Hosts over SSH, by sshj: the only package that sees it. */
@NullMarked
package io.lsdn.controller.transport.ssh;

import org.jspecify.annotations.NullMarked;
