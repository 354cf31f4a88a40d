@NullMarked
package io.sharelens.node.round.sum;

import org.jspecify.annotations.NullMarked;
