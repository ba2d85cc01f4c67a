package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.topology.MacAddress;

/**
 * A local virt of a static net.
 *
 * @param link its interface: frames for it leave there
 * @param entry the link by which its frames enter the net's block: the same one, or what stands for it (a shaper's far end)
 */
record StaticPort(String name, String link, String entry, MacAddress mac) {}
