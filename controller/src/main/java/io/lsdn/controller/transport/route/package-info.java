/** From a host's variables and the command line to its destination: what Ansible and OpenSSH would make of them. Pure. */
@NullMarked
package io.lsdn.controller.transport.route;

import org.jspecify.annotations.NullMarked;
