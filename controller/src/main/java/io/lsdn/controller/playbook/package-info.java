/** Playbooks: a list of plays, read with the place of everything in it, and what their tasks are to run. */
@NullMarked
package io.lsdn.controller.playbook;

import org.jspecify.annotations.NullMarked;
