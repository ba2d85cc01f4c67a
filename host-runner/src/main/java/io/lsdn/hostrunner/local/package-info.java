/**
 * The library: a program that builds a model ({@code netmodel.draft}) commits it on the machine that it runs on. What happens is what
 * happens on a host of a rollout: the same lock, preparation, stages, journal and generations.
 */
@NullMarked
package io.lsdn.hostrunner.local;

import org.jspecify.annotations.NullMarked;
