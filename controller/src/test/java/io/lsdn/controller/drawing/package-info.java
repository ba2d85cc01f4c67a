@NullMarked
package io.lsdn.controller.drawing;

import org.jspecify.annotations.NullMarked;
