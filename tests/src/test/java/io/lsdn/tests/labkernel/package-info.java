/** Debian's full kernel in qemu, with a {@link io.lsdn.tests.lab.Lab} inside, for what this machine's kernel lacks. */
@NullMarked
package io.lsdn.tests.labkernel;

import org.jspecify.annotations.NullMarked;
