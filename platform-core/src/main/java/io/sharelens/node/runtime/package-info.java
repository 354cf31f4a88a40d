/** Puts the parts of a node's computing half together and shows them to the REST layer. */
@NullMarked
package io.sharelens.node.runtime;

import org.jspecify.annotations.NullMarked;
