/** What a node counts, in Prometheus' format. */
@NullMarked
package io.sharelens.node.metrics;

import org.jspecify.annotations.NullMarked;
