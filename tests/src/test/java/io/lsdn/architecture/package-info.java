/** Who may know whom: the arrows of docs/architecture.md. */
@NullMarked
package io.lsdn.architecture;

import org.jspecify.annotations.NullMarked;
