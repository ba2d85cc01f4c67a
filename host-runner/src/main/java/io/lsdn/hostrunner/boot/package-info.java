/** What lets a host build its confirmed generations on its own: the kept runner, and who starts it. */
@NullMarked
package io.lsdn.hostrunner.boot;

import org.jspecify.annotations.NullMarked;
