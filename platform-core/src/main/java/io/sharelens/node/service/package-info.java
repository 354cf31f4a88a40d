/** What the REST layer asks of the rest of the node, as interfaces. */
@NullMarked
package io.sharelens.node.service;

import org.jspecify.annotations.NullMarked;
