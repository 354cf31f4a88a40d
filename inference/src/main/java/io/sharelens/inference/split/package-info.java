/** A model whose weights no server knows: splitting them, reading a server's part. */
@NullMarked
package io.sharelens.inference.split;

import org.jspecify.annotations.NullMarked;
