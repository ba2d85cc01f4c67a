@NullMarked
package io.lsdn.controller.lsctl;

import org.jspecify.annotations.NullMarked;
