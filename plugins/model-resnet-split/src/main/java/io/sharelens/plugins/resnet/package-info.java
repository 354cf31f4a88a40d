/** Residual networks as layer graphs. */
@NullMarked
package io.sharelens.plugins.resnet;

import org.jspecify.annotations.NullMarked;
