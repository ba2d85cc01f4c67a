/** The Java API for programs that build a model step by step: a mutable builder over the immutable records of {@code topology}. */
@NullMarked
package io.lsdn.netmodel.model;

import org.jspecify.annotations.NullMarked;
