/** Training of a backbone on class folders, with DJL. */
@NullMarked
package io.sharelens.owner.train;

import org.jspecify.annotations.NullMarked;
