/** SqueezeNet 1.1 as a layer graph. */
@NullMarked
package io.sharelens.plugins.squeezenet;

import org.jspecify.annotations.NullMarked;
