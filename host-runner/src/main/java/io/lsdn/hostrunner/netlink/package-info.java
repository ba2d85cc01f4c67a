/** The kernel's own language: sockets, messages, attributes, one file a family. The only place with foreign memory. */
@NullMarked
package io.lsdn.hostrunner.netlink;

import org.jspecify.annotations.NullMarked;
