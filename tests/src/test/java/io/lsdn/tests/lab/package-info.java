/** Labs: hosts with a real sshd each, in network namespaces, and virts behind veth pairs; on this kernel or another. */
@NullMarked
package io.lsdn.tests.lab;

import org.jspecify.annotations.NullMarked;
