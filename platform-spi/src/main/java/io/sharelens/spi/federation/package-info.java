/** Federated learning: how owners' shared updates become a new model. */
@NullMarked
package io.sharelens.spi.federation;

import org.jspecify.annotations.NullMarked;
