@NullMarked
package io.sharelens.node.round;

import org.jspecify.annotations.NullMarked;
