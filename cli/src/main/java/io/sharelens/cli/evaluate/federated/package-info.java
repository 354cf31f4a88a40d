/** The experiment of training together: federated rounds beside central training and none. */
@NullMarked
package io.sharelens.cli.evaluate.federated;

import org.jspecify.annotations.NullMarked;
