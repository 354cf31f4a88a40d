/** Masking the weights of a split model once, in schemes of two servers and a dealer. */
@NullMarked
package io.sharelens.node.weights;

import org.jspecify.annotations.NullMarked;
