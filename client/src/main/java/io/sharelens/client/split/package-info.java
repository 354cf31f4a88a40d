/** Splits tensors and files into shares: a seed for S1, a correction for S2. */
@NullMarked
package io.sharelens.client.split;

import org.jspecify.annotations.NullMarked;
