/** JSON with one spelling per document, so that digests of equal documents are equal. */
@NullMarked
package io.sharelens.node.json;

import org.jspecify.annotations.NullMarked;
