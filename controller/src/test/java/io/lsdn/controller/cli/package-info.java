@NullMarked
package io.lsdn.controller.cli;

import org.jspecify.annotations.NullMarked;
