/**
 * Comparison for three servers on replicated shares (Falcon, PETS 2021): private compare in Z_67 on
 * a masked value, with an offline phase that the three servers really run.
 */
@NullMarked
package io.sharelens.plugins.falcon;

import org.jspecify.annotations.NullMarked;
