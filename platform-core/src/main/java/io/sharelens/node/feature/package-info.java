/** Feature shares and index rows of pictures, and what the runtime needs to know of pictures. */
@NullMarked
package io.sharelens.node.feature;

import org.jspecify.annotations.NullMarked;
