/** How threads that look for work wait. */
@NullMarked
package io.sharelens.node.pause;

import org.jspecify.annotations.NullMarked;
