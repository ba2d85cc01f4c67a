package io.lsdn.controller.source;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** What an argument of the command line turned out to name. */
sealed interface Source {
    /** By what the user knows it. */
    String name();

    /** A topology or a playbook in YAML: a file, standard input, or what a program printed. */
    record Yaml(String name, ByteBuffer bytes) implements Source {}

    /** LSDN's own language: a Tcl script, which is run where it stands. */
    record Lsctl(String name, Path path) implements Source {}
}
