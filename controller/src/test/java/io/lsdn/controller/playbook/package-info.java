@NullMarked
package io.lsdn.controller.playbook;

import org.jspecify.annotations.NullMarked;
