/** Puts a node together. */
@NullMarked
package io.sharelens.node;

import org.jspecify.annotations.NullMarked;
