/** Retrieval quality and cost of a scheme on labelled pictures, beside plaintext. */
@NullMarked
package io.sharelens.cli.evaluate;

import org.jspecify.annotations.NullMarked;
