@NullMarked
package io.lsdn.controller.state;

import org.jspecify.annotations.NullMarked;
