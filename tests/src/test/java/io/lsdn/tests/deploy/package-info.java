/** The main job on real hosts: OpenSSH, network namespaces, the kernel of this machine. */
@NullMarked
package io.lsdn.tests.deploy;

import org.jspecify.annotations.NullMarked;
