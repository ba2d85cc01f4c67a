package io.lsdn.tests.lab;

/** The question whether a virt reaches an address (without prefix length). */
public record Probe(LabVirt from, String to) {}
