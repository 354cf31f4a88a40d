/** Schemes: which plugin stands in which place, resolved and checked for compatibility. */
@NullMarked
package io.sharelens.node.scheme;

import org.jspecify.annotations.NullMarked;
