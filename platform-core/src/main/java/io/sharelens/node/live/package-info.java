/** Values that the console shows live: looked at while somebody listens, told when they change. */
@NullMarked
package io.sharelens.node.live;

import org.jspecify.annotations.NullMarked;
