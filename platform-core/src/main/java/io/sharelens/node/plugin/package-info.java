/** Loads plugins from zips (PF4J) and finds their extension points. */
@NullMarked
package io.sharelens.node.plugin;

import org.jspecify.annotations.NullMarked;
