/** The program as a process: what signals and closed ports make of it. */
@NullMarked
package io.lsdn.tests.cli;

import org.jspecify.annotations.NullMarked;
