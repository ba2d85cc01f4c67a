/** The tasks of plays, run: here by a shell, on hosts over their SSH. */
@NullMarked
package io.lsdn.controller.tasks;

import org.jspecify.annotations.NullMarked;
