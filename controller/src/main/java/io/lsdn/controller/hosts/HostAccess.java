package io.lsdn.controller.hosts;

import io.lsdn.controller.transport.BootstrapSettings;
import io.lsdn.controller.transport.Destination;

/**
 * How a host is reached, and how its runner is started there.
 *
 * @param host its inventory name
 */
public record HostAccess(String host, Destination destination, BootstrapSettings bootstrap) {}
