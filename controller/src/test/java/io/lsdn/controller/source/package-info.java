@NullMarked
package io.lsdn.controller.source;

import org.jspecify.annotations.NullMarked;
