/** What schemes can be made of at this node, as administrators choose it. */
@NullMarked
package io.sharelens.node.choice;

import org.jspecify.annotations.NullMarked;
