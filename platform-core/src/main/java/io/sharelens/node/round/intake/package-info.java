/** Shares of owners' updates: taking them in, keeping them for a while, dropping them. */
@NullMarked
package io.sharelens.node.round.intake;

import org.jspecify.annotations.NullMarked;
