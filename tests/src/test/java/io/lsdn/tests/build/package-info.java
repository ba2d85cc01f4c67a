/** What the build does to classes: it links calls in them, and makes the runner's archive of them. */
@NullMarked
package io.lsdn.tests.build;

import org.jspecify.annotations.NullMarked;
