@NullMarked
package io.lsdn.controller.hosts;

import org.jspecify.annotations.NullMarked;
