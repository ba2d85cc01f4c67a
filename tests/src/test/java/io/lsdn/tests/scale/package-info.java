/** Nets as large as they get: what a kernel holds of them, and how long it takes. */
@NullMarked
package io.lsdn.tests.scale;

import org.jspecify.annotations.NullMarked;
