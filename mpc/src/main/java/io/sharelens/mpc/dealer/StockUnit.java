package io.sharelens.mpc.dealer;

import io.sharelens.mpc.random.Seed;

/**
 * One unit of material that was fetched earlier, handed out once.
 *
 * @param seed this server's seed of the dealer's session that made the unit
 * @param request number of the request there
 * @param corrections the second server's; {@link Corrections#NONE} at the first
 */
public record StockUnit(Seed seed, long request, Corrections corrections) {}
