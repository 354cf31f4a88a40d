@NullMarked
package io.sharelens.node.watch;

import org.jspecify.annotations.NullMarked;
