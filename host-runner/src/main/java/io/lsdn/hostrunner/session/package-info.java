/** The runner's process: requests in, replies out, the deadline. */
@NullMarked
package io.lsdn.hostrunner.session;

import org.jspecify.annotations.NullMarked;
