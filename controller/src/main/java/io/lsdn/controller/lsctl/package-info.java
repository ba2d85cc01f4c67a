/** LSDN's own language: a real {@code tclsh} runs the script, its commands change a model here. */
@NullMarked
package io.lsdn.controller.lsctl;

import org.jspecify.annotations.NullMarked;
