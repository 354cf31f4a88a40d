/** The commands of {@code ./sharelens}. */
@NullMarked
package io.sharelens.cli;

import org.jspecify.annotations.NullMarked;
