/** One search at one computing node. */
@NullMarked
package io.sharelens.node.search;

import org.jspecify.annotations.NullMarked;
