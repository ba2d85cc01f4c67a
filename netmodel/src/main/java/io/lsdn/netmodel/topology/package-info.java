/** What the user describes: physes, nets, virts, settings. Immutable; nothing here knows a file format or a kernel. */
@NullMarked
package io.lsdn.netmodel.topology;

import org.jspecify.annotations.NullMarked;
