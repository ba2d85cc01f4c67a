@NullMarked
package io.lsdn.controller.transport.runtime;

import org.jspecify.annotations.NullMarked;
