/** Keeps a folder of pictures and what the nodes hold of it the same. */
@NullMarked
package io.sharelens.owner.outsource;

import org.jspecify.annotations.NullMarked;
