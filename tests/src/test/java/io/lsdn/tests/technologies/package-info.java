/** Every technology by real traffic, all at once over three hosts. */
@NullMarked
package io.lsdn.tests.technologies;

import org.jspecify.annotations.NullMarked;
