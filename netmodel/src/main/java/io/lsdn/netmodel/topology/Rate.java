package io.lsdn.netmodel.topology;

import java.util.Optional;

/**
 * A limit on a virt's traffic in one direction.
 *
 * @param avg bit per second
 * @param burst bytes that may pass at once above {@code avg}
 * @param burstRate bit per second at which a burst may pass; empty: as fast as the link
 */
public record Rate(long avg, Optional<Long> burst, Optional<Long> burstRate) {}
