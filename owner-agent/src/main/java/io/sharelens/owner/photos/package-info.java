/** Pictures to try the platform with: real photos fetched on request, or drawn ones. */
@NullMarked
package io.sharelens.owner.photos;

import org.jspecify.annotations.NullMarked;
