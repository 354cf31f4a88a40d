/** Making a model file: graph, weights, calibration. */
@NullMarked
package io.sharelens.cli.model;

import org.jspecify.annotations.NullMarked;
