/** Runs a layer graph: on shares, in plain floats and in plain integers. */
@NullMarked
package io.sharelens.inference;

import org.jspecify.annotations.NullMarked;
