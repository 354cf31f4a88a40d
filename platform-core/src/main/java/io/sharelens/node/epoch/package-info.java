/** Epochs: numbered snapshots that all nodes commit before they count. */
@NullMarked
package io.sharelens.node.epoch;

import org.jspecify.annotations.NullMarked;
