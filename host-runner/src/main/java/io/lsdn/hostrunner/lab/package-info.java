/** Makes and removes laboratories: namespaces, cables and processes, as a plan from the controller says. */
@NullMarked
package io.lsdn.hostrunner.lab;

import org.jspecify.annotations.NullMarked;
