/** Published models: staged, then put on all nodes or on none. */
@NullMarked
package io.sharelens.node.model;

import org.jspecify.annotations.NullMarked;
