@NullMarked
package io.lsdn.hostrunner.recovery;

import org.jspecify.annotations.NullMarked;
