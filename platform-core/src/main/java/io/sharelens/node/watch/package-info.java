/** How this node sees the others: whether they answer, and what they say of themselves. */
@NullMarked
package io.sharelens.node.watch;

import org.jspecify.annotations.NullMarked;
