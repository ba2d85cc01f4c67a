package io.lsdn.controller.playbook;

import io.lsdn.controller.source.Locations;
import io.lsdn.netmodel.topology.Topology;

/**
 * A play with what its topology files say.
 *
 * @param locations where the objects of the topology stand
 */
public record LoadedPlay(Play play, Topology topology, Locations locations) {}
