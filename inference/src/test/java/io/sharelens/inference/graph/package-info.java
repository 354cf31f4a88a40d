@NullMarked
package io.sharelens.inference.graph;

import org.jspecify.annotations.NullMarked;
