/**
 * The ranking that sorts under encryption: a network of secure sort pairs that keeps the k nearest
 * in order, of which the final ids alone are opened.
 */
@NullMarked
package io.sharelens.plugins.securesort;

import org.jspecify.annotations.NullMarked;
