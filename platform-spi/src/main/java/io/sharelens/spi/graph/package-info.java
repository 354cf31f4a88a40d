@NullMarked
package io.sharelens.spi.graph;

import org.jspecify.annotations.NullMarked;
