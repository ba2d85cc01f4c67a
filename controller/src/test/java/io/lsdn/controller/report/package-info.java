@NullMarked
package io.lsdn.controller.report;

import org.jspecify.annotations.NullMarked;
