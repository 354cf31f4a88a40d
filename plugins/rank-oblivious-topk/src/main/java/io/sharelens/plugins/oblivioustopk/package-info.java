/**
 * A ranking that reveals the set of the k nearest and nothing else: quickselect on a secretly
 * shuffled list with a secret tie-break.
 */
@NullMarked
package io.sharelens.plugins.oblivioustopk;

import org.jspecify.annotations.NullMarked;
