/** The parties of a scheme as threads of this process, to find out what a query costs. */
@NullMarked
package io.sharelens.node.rehearsal;

import org.jspecify.annotations.NullMarked;
