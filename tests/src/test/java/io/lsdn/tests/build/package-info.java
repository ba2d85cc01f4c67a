/** What the build does to classes. */
@NullMarked
package io.lsdn.tests.build;

import org.jspecify.annotations.NullMarked;
