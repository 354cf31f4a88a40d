package io.sharelens.node.stock;

import io.sharelens.mpc.dealer.UnitLabel;
import java.util.UUID;

/**
 * What stands in clear at the start of a pack's file.
 *
 * @param node the server that the file belongs to, 1 or 2
 * @param id of the pack, equal at both servers
 * @param maker digest of the software that dealt it: other versions may lay units out differently
 * @param label what each unit is
 * @param units in the pack
 * @param made when, in UTC milliseconds of this server
 */
record PackHeader(int node, UUID id, String maker, UnitLabel label, int units, long made) {}
