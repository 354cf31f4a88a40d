/** What can be said of a layer graph without weights: shapes, consumers, the part that is run. */
@NullMarked
package io.sharelens.inference.graph;

import org.jspecify.annotations.NullMarked;
