/** Makes an owner's update of the model: clipped, noised, rounded, shared and kept on disk. */
@NullMarked
package io.sharelens.owner.federation;

import org.jspecify.annotations.NullMarked;
