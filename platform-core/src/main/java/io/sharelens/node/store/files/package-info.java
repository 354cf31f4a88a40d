/** Append-only, checksummed files that hold shares. */
@NullMarked
package io.sharelens.node.store.files;

import org.jspecify.annotations.NullMarked;
