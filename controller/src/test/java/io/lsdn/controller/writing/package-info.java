@NullMarked
package io.lsdn.controller.writing;

import org.jspecify.annotations.NullMarked;
