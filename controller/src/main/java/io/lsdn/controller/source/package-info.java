/** Topology files in, a checked topology with the place of every object out. Only {@code SourceOpener} and {@code Program} do IO. */
@NullMarked
package io.lsdn.controller.source;

import org.jspecify.annotations.NullMarked;
